package org.referralconnectors.simulated.dataverse;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.referralconnectors.simulated.Answer;
import org.referralconnectors.simulated.Call;

/**
 * A call that is allowed in and whose URL and {@code Prefer} could be read.
 *
 * @param root where the Web API begins, {@code https://host/api/data/v9.2/}
 */
record Request(Call call, String root, QueryOptions options, Preferences prefer) {

    /** Begins an answer with its context. */
    ObjectNode context(String what) {
        return JsonNodeFactory.instance.objectNode().put("@odata.context", root + "$metadata#" + what);
    }

    Projection projection(Table table) {
        return Projection.of(table, options.get("$select"), prefer.formattedValues());
    }

    Answer answer(int status, ObjectNode body) {
        Answer answer = Answer.json(status, body);
        return prefer.isEmpty() ? answer : answer.with("Preference-Applied", prefer.applied());
    }

    /** The query as it came, without one option. */
    String queryWithout(String name) {
        StringBuilder rest = new StringBuilder();
        for (String option : call.query() == null ? new String[0] : call.query().split("&")) {
            if (!Uris.decode(option.split("=", 2)[0]).equals(name)) {
                rest.append(rest.isEmpty() ? "" : "&").append(option);
            }
        }
        return rest.toString();
    }

    /** The same query with one more option, which is already encoded. */
    String link(String set, String query, String option, String value) {
        return root + set + "?" + query + (query.isEmpty() ? "" : "&") + option + "=" + value;
    }
}
