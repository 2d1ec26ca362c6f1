package org.referralconnectors.simulated.dataverse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.olingo.commons.api.edm.EdmPrimitiveTypeKind;
import org.apache.olingo.commons.api.edm.FullQualifiedName;
import org.apache.olingo.commons.api.edm.provider.CsdlAbstractEdmProvider;
import org.apache.olingo.commons.api.edm.provider.CsdlComplexType;
import org.apache.olingo.commons.api.edm.provider.CsdlEntityContainer;
import org.apache.olingo.commons.api.edm.provider.CsdlEntityContainerInfo;
import org.apache.olingo.commons.api.edm.provider.CsdlEntitySet;
import org.apache.olingo.commons.api.edm.provider.CsdlEntityType;
import org.apache.olingo.commons.api.edm.provider.CsdlFunction;
import org.apache.olingo.commons.api.edm.provider.CsdlFunctionImport;
import org.apache.olingo.commons.api.edm.provider.CsdlNavigationProperty;
import org.apache.olingo.commons.api.edm.provider.CsdlParameter;
import org.apache.olingo.commons.api.edm.provider.CsdlProperty;
import org.apache.olingo.commons.api.edm.provider.CsdlPropertyRef;
import org.apache.olingo.commons.api.edm.provider.CsdlReturnType;
import org.apache.olingo.commons.api.edm.provider.CsdlSchema;

/**
 * The organisation's tables as an OData schema for Olingo: properties and navigation properties by type, no lengths
 * (the service's own {@code $metadata} has none either). Olingo knows no alternate keys, so a lead may be keyed by
 * another property than its id.
 */
final class LeadModel extends CsdlAbstractEdmProvider {
    static final String NAMESPACE = "Microsoft.Dynamics.CRM";
    private static final FullQualifiedName WHO_AM_I = name("WhoAmI");

    private static final List<FullQualifiedName> OF_A_USER =
            List.of(name("RetrieveUserPrivileges"), name("RetrievePrincipalAttributePrivileges"));

    private final CsdlSchema schema = new CsdlSchema().setNamespace(NAMESPACE);
    private final CsdlEntityContainer container = new CsdlEntityContainer().setName("System");

    LeadModel(Organisation organisation, String leadKey) {
        container.setEntitySets(new ArrayList<>()).setFunctionImports(new ArrayList<>());
        schema.setEntityContainer(container).setEntityTypes(new ArrayList<>());
        add(organisation.lead(), leadKey);
        organisation
                .references()
                .values()
                .forEach(reference -> add(reference.table(), reference.table().key()));
        MetadataModel.addTo(schema, container);
        schema.setComplexTypes(
                List.of(new CsdlComplexType().setName("WhoAmIResponse").setProperties(List.of()), MetadataModel.VALUE));
        schema.setFunctions(List.of(new CsdlFunction()
                .setName(WHO_AM_I.getName())
                .setReturnType(new CsdlReturnType().setType(name("WhoAmIResponse")))));
        container
                .getFunctionImports()
                .add(new CsdlFunctionImport().setName(WHO_AM_I.getName()).setFunction(WHO_AM_I));
    }

    static FullQualifiedName name(String type) {
        return new FullQualifiedName(NAMESPACE, type);
    }

    private void add(Table table, String key) {
        List<CsdlProperty> properties =
                table.columns().values().stream().map(LeadModel::property).toList();
        List<CsdlNavigationProperty> navigation =
                table.columns().values().stream().flatMap(LeadModel::navigation).toList();
        schema.getEntityTypes()
                .add(new CsdlEntityType()
                        .setName(table.entity())
                        .setProperties(properties)
                        .setNavigationProperties(navigation)
                        .setKey(List.of(new CsdlPropertyRef().setName(key))));
        container.getEntitySets().add(new CsdlEntitySet().setName(table.set()).setType(name(table.entity())));
    }

    private static CsdlProperty property(Column column) {
        CsdlProperty property = new CsdlProperty()
                .setName(column.property())
                .setType(column.type().edm.getFullQualifiedName());
        return column.type().edm == EdmPrimitiveTypeKind.Decimal
                ? property.setPrecision(38).setScale(12)
                : property;
    }

    /**
     * A reference that may point to several tables has no type of its own here; any entity type serves to check a link.
     */
    private static Stream<CsdlNavigationProperty> navigation(Column column) {
        return column.binds().entrySet().stream().map(bind -> new CsdlNavigationProperty()
                .setName(bind.getKey())
                .setType(name("systemuser"))
                .setNullable(true));
    }

    @Override
    public CsdlEntityType getEntityType(FullQualifiedName type) {
        return schema.getEntityType(type.getName());
    }

    @Override
    public CsdlComplexType getComplexType(FullQualifiedName type) {
        return schema.getComplexType(type.getName());
    }

    @Override
    public CsdlEntitySet getEntitySet(FullQualifiedName in, String set) {
        return container.getEntitySet(set);
    }

    @Override
    public List<CsdlFunction> getFunctions(FullQualifiedName function) {
        if (OF_A_USER.contains(function)) {
            return List.of(new CsdlFunction()
                    .setName(function.getName())
                    .setBound(true)
                    .setParameters(List.of(new CsdlParameter().setName("entity").setType(name("systemuser"))))
                    .setReturnType(new CsdlReturnType().setType(name("WhoAmIResponse"))));
        }
        return function.equals(WHO_AM_I) ? schema.getFunctions() : null;
    }

    @Override
    public CsdlFunctionImport getFunctionImport(FullQualifiedName in, String function) {
        return container.getFunctionImport(function);
    }

    @Override
    public CsdlEntityContainerInfo getEntityContainerInfo(FullQualifiedName in) {
        return new CsdlEntityContainerInfo()
                .setContainerName(Optional.ofNullable(in).orElse(name("System")));
    }

    @Override
    public CsdlEntityContainer getEntityContainer() {
        return container;
    }

    @Override
    public List<CsdlSchema> getSchemas() {
        return List.of(schema);
    }
}
