package org.referralconnectors.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.referralconnectors.check.Remote.Question;

/** What is asked of the Dataverse Web API, beside what the mapping learns. */
final class Questions {

    private final Remote remote;

    Questions(Remote remote) {
        this.remote = remote;
    }

    /** @param query raw, or null */
    JsonNode get(String path, String query) {
        return remote.ask("direct:dynamics-get-answer", new Question(path, query, null));
    }

    /** Every privilege of a user with its depth, through all roles and teams. */
    JsonNode privileges(String user) {
        return get("systemusers(" + user + ")/Microsoft.Dynamics.CRM.RetrieveUserPrivileges()", null)
                .path("RolePrivileges");
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
