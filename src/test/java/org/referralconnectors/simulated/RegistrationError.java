package org.referralconnectors.simulated;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The shape in which the older Partner Center API says no, which is another than the Referrals API's. */
final class RegistrationError {
    private RegistrationError() {}

    static Refusal of(int status, String code, String description) {
        ObjectNode body = Jwt.JSON.createObjectNode().put("code", code).put("description", description);
        body.putArray("data");
        body.put("source", "PartnerApiServiceCore");
        return new Refusal(Answer.json(status, body));
    }

    /** From the gateway in front, which has a shape of its own. */
    static Refusal throttled(long seconds) {
        ObjectNode body = Jwt.JSON
                .createObjectNode()
                .put("statusCode", 429)
                .put("message", "Rate limit is exceeded. Try again in " + seconds + " seconds.");
        return new Refusal(Answer.json(429, body).with("retry-after", Long.toString(seconds)));
    }
}
