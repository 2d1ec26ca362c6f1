package org.referralconnectors.simulated;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The shape in which the Referrals API says no (error codes of the API's reference; 99918 was seen in the wild). */
final class ReferralError {
    private ReferralError() {}

    static Refusal invalid(String target, String message) {
        return of(400, "invalidRequest", target, message);
    }

    static Refusal notFound(String id) {
        return of(404, "itemNotFound", "Referral", "Referral " + id + " was not found.");
    }

    static Refusal stale() {
        ObjectNode body = body("preconditionFailed", "ETag", "A precondition for the request failed.");
        ((ObjectNode) body.get("error"))
                .putObject("innerError")
                .put("code", "99918")
                .put("message", "Referral Etag value did not Match")
                .putNull("details");
        return new Refusal(Answer.json(412, body));
    }

    static Refusal of(int status, String code, String target, String message) {
        return new Refusal(Answer.json(status, body(code, target, message)));
    }

    private static ObjectNode body(String code, String target, String message) {
        ObjectNode body = Jwt.JSON.createObjectNode();
        body.putObject("error")
                .put("code", code)
                .put("message", message)
                .put("target", target)
                .putNull("innerError");
        return body;
    }
}
