package org.referralconnectors.simulated.dataverse;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.stream.Stream;

/** The definition of the lead table as JSON. Ids of definitions are made from names, so they never change. */
final class Metadata {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Metadata() {}

    static ObjectNode entity(Organisation organisation) {
        boolean tracked = organisation.has(Policy.CHANGE_TRACKING);
        ObjectNode json = JSON.objectNode()
                .put("MetadataId", id("lead"))
                .put("LogicalName", "lead")
                .put("SchemaName", "Lead")
                .put("EntitySetName", "leads")
                .put("ObjectTypeCode", 4)
                .put("PrimaryIdAttribute", "leadid")
                .put("PrimaryNameAttribute", "fullname")
                .put("ChangeTrackingEnabled", tracked)
                .put("IsOptimisticConcurrencyEnabled", true);
        json.set("CanChangeTrackingBeEnabled", managed(!tracked, "canchangetrackingbeenabled"));
        return json;
    }

    static Stream<ObjectNode> keys(Organisation organisation) {
        return organisation.key().stream().map(key -> {
            ObjectNode json = JSON.objectNode()
                    .put("MetadataId", id(key.column() + " key"))
                    .put("LogicalName", key.column() + "_key")
                    .put("SchemaName", key.column() + "_key")
                    .put("EntityLogicalName", "lead")
                    .put("EntityKeyIndexStatus", key.status());
            json.putArray("KeyAttributes").add(key.column());
            return json;
        });
    }

    /** What every kind of attribute has. */
    static ObjectNode attribute(Column column, ColumnSecurity security) {
        ObjectNode json = JSON.objectNode()
                .put("@odata.type", "#Microsoft.Dynamics.CRM." + column.type().cast())
                .put("MetadataId", id(column.name()))
                .put("LogicalName", column.name())
                .put("SchemaName", column.name())
                .put("AttributeType", column.type().attributeType)
                .put("IsCustomAttribute", column.name().startsWith("new_"))
                .put("IsPrimaryId", column.name().equals("leadid"))
                .put("IsValidForCreate", column.creatable())
                .put("IsValidForRead", true)
                .put("IsSecured", security.isSecured(column))
                .put("CanBeSecuredForRead", !column.type().equals(ColumnType.STATE))
                .put("IsValidForUpdate", column.updatable());
        json.set(
                "RequiredLevel",
                JSON.objectNode()
                        .put("Value", column.required())
                        .put("CanBeChanged", true)
                        .put("ManagedPropertyLogicalName", "canmodifyrequirementlevelsettings"));
        return json;
    }

    /** What an attribute shows when the collection is cast to its type. */
    static ObjectNode typed(Column column, ColumnSecurity security) {
        ObjectNode json = attribute(column, security);
        json.remove("@odata.type");
        switch (column.type()) {
            case STRING, MEMO -> json.put("MaxLength", column.maxLength());
            case INTEGER -> limits(json, column);
            case MONEY ->
                limits(json, column).put("Precision", column.precision()).put("PrecisionSource", 2);
            case DECIMAL, DOUBLE -> limits(json, column).put("Precision", column.precision());
            case DATE -> behaviour(json, "DateOnly", "DateOnly");
            case DATE_TIME -> behaviour(json, "UserLocal", "DateAndTime");
            case PICKLIST, STATE, STATUS -> json.putNull("DefaultFormValue");
            case LOOKUP, OWNER, CUSTOMER -> json.putArray("Targets");
            case BIG_INTEGER, BOOLEAN, GUID -> json.put("IsManaged", true);
        }
        return json;
    }

    static ObjectNode optionSet(Column column) {
        ObjectNode json = JSON.objectNode()
                .put("MetadataId", id(column.name() + " options"))
                .put("Name", "lead_" + column.name())
                .put("IsGlobal", false)
                .put("OptionSetType", column.type().attributeType);
        ArrayNode options = json.putArray("Options");
        column.options().forEach(option -> options.add(option(column, option)));
        return json;
    }

    private static ObjectNode option(Column column, Option option) {
        ObjectNode json = JSON.objectNode().put("Value", option.value());
        if (column.type() != ColumnType.PICKLIST) {
            json.put("@odata.type", "#Microsoft.Dynamics.CRM." + column.type().attributeType + "OptionMetadata");
        }
        if (option.state() != null) {
            json.put("State", option.state()).putNull("TransitionData");
        }
        if (option.defaultStatus() != null) {
            json.put("DefaultStatus", option.defaultStatus()).put("InvariantName", option.label());
        }
        json.set("Label", label(option));
        return json;
    }

    /** The application user's language has a label only where the option was named in it. */
    private static ObjectNode label(Option option) {
        ObjectNode local = JSON.objectNode().put("Label", option.label()).put("LanguageCode", option.language());
        ObjectNode json = JSON.objectNode();
        json.putArray("LocalizedLabels").add(local);
        json.set("UserLocalizedLabel", option.language() == Option.ENGLISH ? local.deepCopy() : JSON.nullNode());
        return json;
    }

    static String columnId(Column column) {
        return id(column.name());
    }

    private static ObjectNode limits(ObjectNode json, Column column) {
        if (column.type() == ColumnType.MONEY || column.type() == ColumnType.DOUBLE) {
            return json.put("MinValue", number(column.least())).put("MaxValue", number(column.most()));
        }
        return json.put("MinValue", column.least()).put("MaxValue", column.most());
    }

    private static Double number(BigDecimal limit) {
        return limit == null ? null : limit.doubleValue();
    }

    private static void behaviour(ObjectNode json, String behaviour, String format) {
        json.put("Format", format).putObject("DateTimeBehavior").put("Value", behaviour);
    }

    private static ObjectNode managed(boolean value, String name) {
        return JSON.objectNode().put("Value", value).put("CanBeChanged", true).put("ManagedPropertyLogicalName", name);
    }

    private static String id(String name) {
        return Organisation.idOf("definition of " + name).toString();
    }
}
