package org.referralconnectors.check;

import com.fasterxml.jackson.databind.JsonNode;

/** Calls to the remote systems, each by the name of its connector route. */
@FunctionalInterface
public interface Remote {

    /** What a route asks for, in the variable {@code question}; what it has no use for is null. */
    record Question(String path, String query, String body) {

        public static final Question NONE = new Question(null, null, null);

        /** For a route's expressions, which know getters. */
        public String getPath() {
            return path;
        }

        public String getQuery() {
            return query;
        }

        public String getBody() {
            return body;
        }
    }

    /**
     * @throws Refused when the system answered something else than success
     * @throws org.referralconnectors.auth.TokenException when there is no token to ask with
     * @throws Unreachable when there was no answer
     */
    JsonNode ask(String route, Question question);
}
