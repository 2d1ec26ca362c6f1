package org.referralconnectors.simulated.dataverse;

import java.util.List;
import java.util.stream.Stream;
import org.apache.olingo.commons.api.edm.EdmPrimitiveTypeKind;
import org.apache.olingo.commons.api.edm.FullQualifiedName;
import org.apache.olingo.commons.api.edm.provider.CsdlComplexType;
import org.apache.olingo.commons.api.edm.provider.CsdlEntityContainer;
import org.apache.olingo.commons.api.edm.provider.CsdlEntitySet;
import org.apache.olingo.commons.api.edm.provider.CsdlEntityType;
import org.apache.olingo.commons.api.edm.provider.CsdlNavigationProperty;
import org.apache.olingo.commons.api.edm.provider.CsdlProperty;
import org.apache.olingo.commons.api.edm.provider.CsdlPropertyRef;
import org.apache.olingo.commons.api.edm.provider.CsdlSchema;

/** The part of the OData schema that describes table definitions. */
final class MetadataModel {
    static final CsdlComplexType VALUE = new CsdlComplexType()
            .setName("ManagedProperty")
            .setProperties(List.of(property("Value", EdmPrimitiveTypeKind.String.getFullQualifiedName())));

    private static final FullQualifiedName TEXT = EdmPrimitiveTypeKind.String.getFullQualifiedName();
    private static final FullQualifiedName FLAG = EdmPrimitiveTypeKind.Boolean.getFullQualifiedName();
    private static final FullQualifiedName NUMBER = EdmPrimitiveTypeKind.Int32.getFullQualifiedName();
    private static final FullQualifiedName AMOUNT = EdmPrimitiveTypeKind.Double.getFullQualifiedName();
    private static final FullQualifiedName COMPLEX = LeadModel.name("ManagedProperty");

    private MetadataModel() {}

    static void addTo(CsdlSchema schema, CsdlEntityContainer container) {
        schema.getEntityTypes().addAll(List.of(entity(), key(), options(), attribute()));
        Stream.of("String", "Memo").forEach(type -> cast(schema, type, property("MaxLength", NUMBER)));
        cast(schema, "Integer", property("MinValue", NUMBER), property("MaxValue", NUMBER));
        Stream.of("Money", "Decimal", "Double")
                .forEach(type -> cast(
                        schema,
                        type,
                        property("MinValue", AMOUNT),
                        property("MaxValue", AMOUNT),
                        property("Precision", NUMBER),
                        property("PrecisionSource", NUMBER)));
        cast(schema, "DateTime", property("DateTimeBehavior", COMPLEX), property("Format", TEXT));
        cast(schema, "Lookup", property("Targets", TEXT).setCollection(true));
        Stream.of("BigInt", "Boolean", "UniqueIdentifier")
                .forEach(type -> cast(schema, type, property("IsManaged", FLAG)));
        Stream.of("Picklist", "State", "Status")
                .forEach(type -> cast(schema, type, property("DefaultFormValue", NUMBER))
                        .setNavigationProperties(List.of(to("OptionSet", "OptionSetMetadata"))));
        container
                .getEntitySets()
                .add(new CsdlEntitySet().setName("EntityDefinitions").setType(LeadModel.name("EntityMetadata")));
    }

    private static CsdlEntityType entity() {
        return type("EntityMetadata", "LogicalName")
                .setProperties(List.of(
                        property("LogicalName", TEXT),
                        property("MetadataId", TEXT),
                        property("SchemaName", TEXT),
                        property("EntitySetName", TEXT),
                        property("ObjectTypeCode", NUMBER),
                        property("PrimaryIdAttribute", TEXT),
                        property("PrimaryNameAttribute", TEXT),
                        property("ChangeTrackingEnabled", FLAG),
                        property("IsOptimisticConcurrencyEnabled", FLAG),
                        property("CanChangeTrackingBeEnabled", COMPLEX)))
                .setNavigationProperties(List.of(
                        to("Attributes", "AttributeMetadata").setCollection(true),
                        to("Keys", "EntityKeyMetadata").setCollection(true)));
    }

    private static CsdlEntityType key() {
        return type("EntityKeyMetadata", "MetadataId")
                .setProperties(List.of(
                        property("MetadataId", TEXT),
                        property("LogicalName", TEXT),
                        property("SchemaName", TEXT),
                        property("EntityLogicalName", TEXT),
                        property("EntityKeyIndexStatus", TEXT),
                        property("KeyAttributes", TEXT).setCollection(true)));
    }

    private static CsdlEntityType options() {
        return type("OptionSetMetadata", "MetadataId")
                .setProperties(List.of(
                        property("MetadataId", TEXT),
                        property("Name", TEXT),
                        property("IsGlobal", FLAG),
                        property("OptionSetType", TEXT),
                        property("Options", COMPLEX).setCollection(true)));
    }

    private static CsdlEntityType attribute() {
        return type("AttributeMetadata", "MetadataId")
                .setProperties(List.of(
                        property("MetadataId", TEXT),
                        property("LogicalName", TEXT),
                        property("SchemaName", TEXT),
                        property("AttributeType", TEXT),
                        property("IsCustomAttribute", FLAG),
                        property("IsPrimaryId", FLAG),
                        property("IsValidForCreate", FLAG),
                        property("IsValidForRead", FLAG),
                        property("IsValidForUpdate", FLAG),
                        property("IsSecured", FLAG),
                        property("CanBeSecuredForRead", FLAG),
                        property("RequiredLevel", COMPLEX)));
    }

    private static CsdlEntityType cast(CsdlSchema schema, String name, CsdlProperty... properties) {
        CsdlEntityType type = new CsdlEntityType()
                .setName(name + "AttributeMetadata")
                .setBaseType(LeadModel.name("AttributeMetadata"))
                .setProperties(List.of(properties));
        schema.getEntityTypes().add(type);
        return type;
    }

    private static CsdlEntityType type(String name, String key) {
        return new CsdlEntityType().setName(name).setKey(List.of(new CsdlPropertyRef().setName(key)));
    }

    private static CsdlProperty property(String name, FullQualifiedName type) {
        return new CsdlProperty().setName(name).setType(type);
    }

    private static CsdlNavigationProperty to(String name, String type) {
        return new CsdlNavigationProperty().setName(name).setType(LeadModel.name(type));
    }
}
