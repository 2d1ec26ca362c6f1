package org.referralconnectors.simulated.dataverse;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.referralconnectors.simulated.Answer;

/** A request that Dataverse turns down: HTTP status, {@code error.code} and a message. */
final class DataverseError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The payload doesn't fit the model. */
    static final String PAYLOAD = "0x80048d19";

    /** The query, a column or a segment of the URL is unknown or not supported. */
    static final String QUERY = "0x80060888";

    /** The URL itself can't be read. */
    static final String SYNTAX = "0x8006088a";

    /** A value that is well formed but not allowed. */
    static final String ARGUMENT = "0x80040203";

    static final String STATUS_PAIR = "0x80048408";
    static final String TEXT_TOO_LONG = "0x80044331";
    static final String INTEGER_RANGE = "0x8004432f";
    static final String MONEY_RANGE = "0x80044330";
    static final String OPTION_RANGE = "0x8004431a";
    static final String DATE_RANGE = "0x80040239";
    static final String PLUG_IN = "0x80040265";
    static final String NO_SUCH_ID = "0x80040217";
    static final String NO_SUCH_KEY = "0x80060891";
    static final String PRIVILEGE = "0x80040220";
    static final String SECURED_CREATE = "0x8004f502";
    static final String SECURED_UPDATE = "0x8004f507";
    static final String VERSION_MISMATCH = "0x80060882";
    static final String ID_EXISTS = "0x80040237";
    static final String KEY_EXISTS = "0x80060892";
    static final String TOKEN_EXPIRED = "0x80044352";
    static final String SQL_TIMEOUT = "0x80044151";

    private final int status;
    private final String code;

    DataverseError(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    static DataverseError payload(String detail) {
        return new DataverseError(
                400, PAYLOAD, "Error identified in Payload provided by the user for Entity :'leads'  ---->  " + detail);
    }

    static DataverseError query(String message) {
        return new DataverseError(400, QUERY, message);
    }

    static DataverseError syntax() {
        return new DataverseError(400, SYNTAX, "Bad Request - Error in query syntax.");
    }

    static DataverseError unknownSegment(String segment) {
        return new DataverseError(404, QUERY, "Resource not found for the segment '" + segment + "'.");
    }

    static DataverseError unknownColumn(String name, String entity) {
        return query("Could not find a property named '" + name + "' on type 'Microsoft.Dynamics.CRM." + entity + "'.");
    }

    static DataverseError noSuchRow(String entity, Object id) {
        return new DataverseError(404, NO_SUCH_ID, entity + " With Id = " + id + " Does Not Exist");
    }

    static DataverseError securedColumn(String column, boolean creates) {
        return new DataverseError(
                403,
                creates ? SECURED_CREATE : SECURED_UPDATE,
                "The user does not have " + (creates ? "create" : "update") + " permissions to the secured column '"
                        + column + "'. The requested operation could not be completed.");
    }

    static DataverseError privilege(String privilege) {
        return new DataverseError(403, PRIVILEGE, "Principal user is missing " + privilege + " privilege on OTC=4");
    }

    Answer answer() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("error").put("code", code).put("message", getMessage());
        return Answer.json(status, body);
    }
}
