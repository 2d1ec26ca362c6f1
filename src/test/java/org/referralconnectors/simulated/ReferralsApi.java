package org.referralconnectors.simulated;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Referrals API v1.0 over a store: list, get and patch. Creating and the deprecated PUT are nothing the product
 * does.
 */
final class ReferralsApi implements Service {
    static final String AUDIENCE = "https://api.partner.microsoft.com";

    private static final Pattern PATH = Pattern.compile("/v1\\.0/engagements/referrals(?:/([^/]+))?");

    private final ReferralStore store;
    private final Tokens tokens;
    private volatile int pageSize = 200;
    private volatile String nextLinkOption = "$skiptoken";
    private volatile boolean quotedDates;
    private volatile boolean numericDealValue;
    private volatile boolean role = true;

    ReferralsApi(ReferralStore store, Tokens tokens) {
        this.store = store;
        this.tokens = tokens;
    }

    void nextLinkOption(String name) {
        nextLinkOption = name;
    }

    void pageSize(int rows) {
        pageSize = rows;
    }

    void quotedDates(boolean quoted) {
        quotedDates = quoted;
    }

    void numericDealValue(boolean allowed) {
        numericDealValue = allowed;
    }

    void role(boolean given) {
        role = given;
    }

    @Override
    public String operation(Call call) {
        Matcher path = PATH.matcher(call.path());
        if (!path.matches()) {
            return "unknown";
        }
        String noun = path.group(1) == null ? "referrals" : "referral";
        return call.method().toLowerCase(java.util.Locale.ROOT) + "-" + noun;
    }

    @Override
    public Answer answer(Call call) {
        return identified(call, decided(call));
    }

    private Answer decided(Call call) {
        Matcher path = PATH.matcher(call.path());
        if (!path.matches()) {
            return Answer.empty(404);
        }
        try {
            return route(call, path.group(1));
        } catch (Refusal refusal) {
            return refusal.answer();
        }
    }

    private static Answer identified(Call call, Answer answer) {
        String client = call.header("client-request-id");
        Answer named = answer.with("request-id", UUID.randomUUID().toString());
        return client == null ? named : named.with("client-request-id", client);
    }

    private Answer route(Call call, String id) {
        String allowed = id == null ? "GET" : "GET, PATCH";
        if (!allowed.contains(call.method())) {
            return Answer.empty(405).with("allow", allowed);
        }
        Tokens.Checked caller = caller(call);
        checkRequestId(call);
        if (id == null) {
            return Answer.json(200, list(call));
        }
        checkId(id, call);
        return call.method().equals("GET") ? represent(200, found(id)) : patch(call, id, caller);
    }

    /** App+User only, and from April 2026 with a second factor: what has none is told so without a body. */
    private Tokens.Checked caller(Call call) {
        Tokens.Checked token = tokens.check(call.header("authorization"), AUDIENCE);
        if (!token.valid()) {
            throw ReferralError.of(
                    401, "unauthenticated", "Authorization", "The token is not valid: " + token.problem());
        }
        if (token.appOnly() || !token.multiFactor()) {
            throw new Refusal(Answer.empty(401).with("www-authenticate", "Bearer error=\"invalid_token\""));
        }
        if (!token.hasScope("user_impersonation")) {
            throw ReferralError.of(403, "accessDenied", "Authorization", "The token lacks the scope.");
        }
        if (!role) {
            throw ReferralError.of(403, "accessDenied", "Authorization", "The user has no role for referrals.");
        }
        return token;
    }

    private static void checkRequestId(Call call) {
        String id = call.header("client-request-id");
        if (id == null || !GUID.matcher(id).matches()) {
            throw ReferralError.invalid("client-request-id", "The header client-request-id must be a GUID.");
        }
    }

    private static void checkId(String id, Call call) {
        if (!GUID.matcher(id).matches()) {
            throw ReferralError.invalid("id", "The id must be a GUID.");
        }
        if (call.query() != null) {
            throw ReferralError.invalid("query", "One referral takes no query options.");
        }
    }

    private ObjectNode list(Call call) {
        return new ReferralQuery(options(call), pageSize, quotedDates).page(store.all(), nextLinkOption);
    }

    private static Map<String, String> options(Call call) {
        try {
            return Parameters.parse(call.query());
        } catch (IllegalArgumentException e) {
            throw ReferralError.invalid("query", e.getMessage());
        }
    }

    private ObjectNode found(String id) {
        ObjectNode referral = store.get(id);
        if (referral == null) {
            throw ReferralError.notFound(id);
        }
        return referral;
    }

    private Answer patch(Call call, String id, Tokens.Checked caller) {
        checkContentType(call.header("content-type"));
        ReferralPatch patch = new ReferralPatch(body(call), numericDealValue);
        patch.checkShape();
        String condition = call.header("if-match");
        ObjectNode changed = store.replace(
                id,
                referral -> {
                    if (condition != null
                            && !condition.equals(referral.path("eTag").asText())) {
                        throw ReferralError.stale();
                    }
                    return patch.applyTo(referral);
                },
                caller.application(),
                call.text());
        return "return=representation".equals(call.header("prefer")) ? represent(200, changed) : Answer.empty(204);
    }

    /** {@code application/json} also for a patch; {@code application/json-patch+json} isn't what is documented. */
    private static void checkContentType(String type) {
        if (type == null || !type.toLowerCase(java.util.Locale.ROOT).matches("application/json *(;.*)?")) {
            throw ReferralError.of(415, "invalidRequest", "Content-Type", "The content type must be application/json.");
        }
    }

    private static JsonNode body(Call call) {
        try {
            return Jwt.JSON
                    .reader()
                    .with(com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .with(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readTree(call.body());
        } catch (IOException e) {
            throw ReferralError.invalid("body", "The body is not JSON.");
        }
    }

    private static Answer represent(int status, ObjectNode referral) {
        ObjectNode entity = Jwt.JSON
                .createObjectNode()
                .put(
                        "@odata.context",
                        "https://api.partner.microsoft.com/v1.0/engagements/$metadata#Referrals/$entity");
        entity.setAll(referral);
        return Answer.json(status, entity).with("etag", referral.path("eTag").asText());
    }
}
