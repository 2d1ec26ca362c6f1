package org.referralconnectors.simulated.dataverse;

import org.apache.olingo.commons.api.edm.EdmPrimitiveTypeKind;

/** The kinds of column, with their name in the table definition and their type in the Web API. */
public enum ColumnType {
    STRING("String", EdmPrimitiveTypeKind.String),
    MEMO("Memo", EdmPrimitiveTypeKind.String),
    INTEGER("Integer", EdmPrimitiveTypeKind.Int32),
    BIG_INTEGER("BigInt", EdmPrimitiveTypeKind.Int64),
    PICKLIST("Picklist", EdmPrimitiveTypeKind.Int32),
    STATE("State", EdmPrimitiveTypeKind.Int32),
    STATUS("Status", EdmPrimitiveTypeKind.Int32),
    MONEY("Money", EdmPrimitiveTypeKind.Decimal),
    DECIMAL("Decimal", EdmPrimitiveTypeKind.Decimal),
    DOUBLE("Double", EdmPrimitiveTypeKind.Double),
    BOOLEAN("Boolean", EdmPrimitiveTypeKind.Boolean),
    DATE("DateTime", EdmPrimitiveTypeKind.Date),
    DATE_TIME("DateTime", EdmPrimitiveTypeKind.DateTimeOffset),
    GUID("Uniqueidentifier", EdmPrimitiveTypeKind.Guid),
    LOOKUP("Lookup", EdmPrimitiveTypeKind.Guid),
    OWNER("Owner", EdmPrimitiveTypeKind.Guid),
    CUSTOMER("Customer", EdmPrimitiveTypeKind.Guid);

    final String attributeType;
    final EdmPrimitiveTypeKind edm;

    ColumnType(String attributeType, EdmPrimitiveTypeKind edm) {
        this.attributeType = attributeType;
        this.edm = edm;
    }

    boolean isReference() {
        return this == LOOKUP || this == OWNER || this == CUSTOMER;
    }

    boolean isChoice() {
        return this == PICKLIST || this == STATE || this == STATUS;
    }

    boolean isText() {
        return edm == EdmPrimitiveTypeKind.String;
    }

    /** The type that {@code Attributes/Microsoft.Dynamics.CRM.<cast>} names. */
    String cast() {
        return switch (this) {
            case GUID -> "UniqueIdentifierAttributeMetadata";
            case OWNER, CUSTOMER -> "LookupAttributeMetadata";
            default -> attributeType + "AttributeMetadata";
        };
    }
}
