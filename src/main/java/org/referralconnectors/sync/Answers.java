package org.referralconnectors.sync;

import com.fasterxml.jackson.databind.JsonNode;
import org.referralconnectors.auth.NotTheService;
import org.referralconnectors.values.Guid;

/**
 * What has to stand in a success before it is taken for what was asked. Without it something else answered, of which
 * nothing is believed: what was known before stays.
 */
final class Answers {

    private static final int OK = 200;

    private Answers() {}

    /** A lead as read or as written: who it is, and in which version. */
    static JsonNode lead(JsonNode answer) throws NotTheService {
        return require(
                answer,
                Guid.isOne(text(answer, "leadid"))
                        && !text(answer, "@odata.etag").isEmpty());
    }

    /** A page of leads, be it an empty one. */
    static JsonNode leads(JsonNode answer) throws NotTheService {
        for (JsonNode each : list(answer).path("value")) {
            lead(each);
        }
        return answer;
    }

    /** The referral that was asked for, in some version. */
    static JsonNode referral(JsonNode answer, String id) throws NotTheService {
        return require(
                answer,
                Guid.canonical(text(answer, "id")).equals(Guid.canonical(id))
                        && !text(answer, "eTag").isEmpty());
    }

    /** A page of a list, be it an empty one. */
    static JsonNode list(JsonNode answer) throws NotTheService {
        return require(answer, answer != null && answer.path("value").isArray());
    }

    private static String text(JsonNode answer, String name) {
        return answer == null ? "" : answer.path(name).asText("");
    }

    private static JsonNode require(JsonNode answer, boolean holds) throws NotTheService {
        if (!holds) {
            throw new NotTheService(OK);
        }
        return answer;
    }
}
