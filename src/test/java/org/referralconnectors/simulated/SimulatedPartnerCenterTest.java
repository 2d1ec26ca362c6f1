package org.referralconnectors.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.referralconnectors.simulated.CallBuilder.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedPartnerCenterTest {
    private static final String LIST = "/v1.0/engagements/referrals";
    private static final UserTokens TOKENS = new UserTokens();

    private final List<String> events = new ArrayList<>();
    private final SimulatedPartnerCenter partnerCenter =
            new SimulatedPartnerCenter(Clock.systemUTC(), TOKENS.tokens(), (event, id) -> events.add(event));
    private final String id = partnerCenter.create(referral -> {}).path("id").asText();

    static Stream<Arguments> refusedPatches() {
        return Stream.of(
                arguments("not JSON", "{", "invalidRequest"),
                arguments("nothing", "", "invalidRequest"),
                arguments("an object", "{}", "invalidRequest"),
                arguments("no operation", "[]", "invalidRequest"),
                arguments("an operation without a value", op("replace", "/details/notes", null), "invalidRequest"),
                arguments("remove", op("remove", "/details/notes", "\"x\""), "invalidRequest"),
                arguments("test", op("test", "/details/notes", "\"x\""), "invalidRequest"),
                arguments("a further member", op("add", "/team", "[],\"from\":\"/a\""), "invalidRequest"),
                arguments("the name", op("replace", "/name", "\"x\""), "invalidRequest"),
                arguments("the customer's name", op("replace", "/customerProfile/name", "\"x\""), "invalidRequest"),
                arguments("the qualification", op("replace", "/qualification", "\"Direct\""), "invalidRequest"),
                arguments("Pascal case", op("replace", "/Details/Notes", "\"x\""), "invalidRequest"),
                arguments("an entry of a list", op("replace", "/team/0", "{}"), "invalidRequest"),
                arguments("replace at a list's end", op("replace", "/team/-", "{}"), "invalidRequest"),
                arguments("a deal registration", op("add", "/registrations/-", "{}"), "invalidRequest"),
                arguments("a member that doesn't exist", op("add", "/team/-", "{\"mail\":\"a\"}"), "invalidRequest"),
                arguments("notes as a number", op("replace", "/details/notes", "5"), "invalidRequest"),
                arguments("a value as a number", op("replace", "/details/dealValue", "10000"), "invalidRequest"),
                arguments("a value as a word", op("replace", "/details/dealValue", "\"much\""), "invalidRequest"),
                arguments("a negative value", op("replace", "/details/dealValue", "\"-1\""), "invalidRequest"),
                arguments("a value of null", op("replace", "/details/dealValue", "null"), "invalidRequest"),
                arguments("a currency that isn't", op("replace", "/details/currency", "\"EURO\""), "invalidRequest"),
                arguments("a day", op("replace", "/details/closingDateTime", "\"2026-06-30\""), "invalidRequest"),
                arguments(
                        "a date without a zone",
                        op("replace", "/details/closingDateTime", "\"2026-06-30T00:00:00\""),
                        "invalidRequest"),
                arguments("a sales stage that isn't", op("replace", "/salesStage", "\"Dream\""), "invalidRequest"),
                arguments(
                        "a consent as text",
                        op("replace", "/consent/consentToShareReferralWithMicrosoftSellers", "\"true\""),
                        "invalidRequest"),
                arguments("status alone", op("replace", "/status", "\"Active\""), "invalidRequest"),
                arguments("substatus alone", op("replace", "/substatus", "\"Accepted\""), "invalidRequest"),
                arguments("an illegal pair", status("Active", "Won"), "invalidRequest"),
                arguments("a status that doesn't exist", status("Open", "Accepted"), "invalidRequest"),
                arguments("won before it was accepted", status("Closed", "Won"), "invalidRequest"),
                arguments("lost before it was accepted", status("Closed", "Lost"), "invalidRequest"),
                arguments("expired, which is the system's", status("Closed", "Expired"), "invalidRequest"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusedPatches")
    void refusesToPatch(String what, String body, String code) throws IOException {
        ObjectNode before = partnerCenter.get(id);

        Answer answer = partnerCenter.answer(patch(id, body).build());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(error(answer, "code")).isEqualTo(code);
        assertThat(partnerCenter.get(id)).isEqualTo(before);
        assertThat(events).containsExactly("referral-created");
    }

    static Stream<Arguments> refusedMoves() {
        return Stream.of(
                arguments("New", "Received", "New", "Pending"),
                arguments("New", "Received", "Closed", "Won"),
                arguments("Active", "Accepted", "New", "Pending"),
                arguments("Active", "Accepted", "Closed", "Declined"),
                arguments("Active", "Accepted", "Closed", "Expired"),
                arguments("Closed", "Won", "Closed", "Won"),
                arguments("Closed", "Lost", "Active", "Accepted"),
                arguments("Closed", "Declined", "New", "Pending"),
                arguments("Closed", "Expired", "Active", "Accepted"),
                arguments("Closed", "Error", "Active", "Accepted"));
    }

    @ParameterizedTest(name = "{0}/{1} to {2}/{3}")
    @MethodSource("refusedMoves")
    void refusesToMove(String status, String substatus, String toStatus, String toSubstatus) {
        partnerCenter.edit(id, referral -> referral.put("status", status).put("substatus", substatus));

        Answer answer =
                partnerCenter.answer(patch(id, status(toStatus, toSubstatus)).build());

        assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    void refusesAnyEditOfAClosedReferral() {
        partnerCenter.expire(id);

        Answer answer = partnerCenter.answer(
                patch(id, op("replace", "/details/notes", "\"late\"")).build());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(partnerCenter.get(id).at("/customerProfile/team")).isEmpty();
    }

    static Stream<Arguments> refusedCalls() {
        String one = LIST + "/" + UUID.randomUUID();
        return Stream.of(
                arguments(404, get("/v1.0/referrals")),
                arguments(404, get(LIST + "/" + UUID.randomUUID() + "/")),
                arguments(405, defaults(call("POST", LIST))),
                arguments(405, defaults(call("PUT", one))),
                arguments(405, defaults(call("DELETE", one))),
                arguments(405, defaults(call("PATCH", LIST))),
                arguments(401, get(LIST).header("authorization", null)),
                arguments(401, get(LIST).header("authorization", "Basic YTpi")),
                arguments(401, get(LIST).header("authorization", "Bearer a.b.c")),
                arguments(401, get(LIST).header("authorization", "Bearer nonsense")),
                arguments(401, get(LIST).header("authorization", TOKENS.forged())),
                arguments(401, get(LIST).header("authorization", TOKENS.expired())),
                arguments(401, get(LIST).header("authorization", TOKENS.forRegistration())),
                arguments(401, get(LIST).header("authorization", TOKENS.appOnly())),
                arguments(401, get(LIST).header("authorization", TOKENS.withoutSecondFactor())),
                arguments(400, get(LIST).header("client-request-id", null)),
                arguments(400, get(LIST).header("client-request-id", "1")),
                arguments(400, get(LIST + "/1")),
                arguments(400, get(one).query("$select=id")),
                arguments(404, get(one)),
                arguments(404, patch(UUID.randomUUID().toString(), op("replace", "/details/notes", "\"x\""))),
                arguments(415, defaults(call("PATCH", one)).header("content-type", null)),
                arguments(415, defaults(call("PATCH", one)).header("content-type", "application/json-patch+json")),
                arguments(415, defaults(call("PATCH", one)).header("content-type", "text/plain")));
    }

    @ParameterizedTest(name = "{0}, case {index}")
    @MethodSource("refusedCalls")
    void refusesCalls(int status, CallBuilder call) {
        assertThat(partnerCenter.answer(call.build()).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"0\"",
                "1f00b2aa-0000-0100-0000-66a0c4d10000",
                "*",
            })
    void refusesAStaleOrMangledETag(String eTag) throws IOException {
        Call stale = patch(id, op("replace", "/details/notes", "\"x\""))
                .header("if-match", eTag)
                .build();

        Answer answer = partnerCenter.answer(stale);

        assertThat(answer.status()).isEqualTo(412);
        assertThat(error(answer, "code")).isEqualTo("preconditionFailed");
        assertThat(error(answer, "target")).isEqualTo("ETag");
        assertThat(json(answer).at("/error/innerError/code").asText()).isEqualTo("99918");
    }

    @Test
    void refusesAnETagWithoutItsQuotes() {
        String eTag = partnerCenter.get(id).path("eTag").asText();
        assertThat(eTag).startsWith("\"").endsWith("\"");

        CallBuilder call = patch(id, op("replace", "/details/notes", "\"x\""));

        assertThat(partnerCenter
                        .answer(call.header("if-match", eTag.replace("\"", "")).build())
                        .status())
                .isEqualTo(412);
        assertThat(partnerCenter
                        .answer(call.header("if-match", "W/" + eTag).build())
                        .status())
                .isEqualTo(412);
        assertThat(partnerCenter.answer(call.header("if-match", eTag).build()).status())
                .isEqualTo(204);
        assertThat(partnerCenter.answer(call.header("if-match", eTag).build()).status())
                .isEqualTo(412);
    }

    @Test
    void replacesOnlyWhatIsThereAndAddsWhatIsNot() {
        partnerCenter.edit(id, referral -> referral.remove("externalReferenceId"));

        assertThat(status(op("replace", "/externalReferenceId", "\"a\""))).isEqualTo(400);
        assertThat(status(op("add", "/externalReferenceId", "\"a\""))).isEqualTo(204);
        assertThat(status(op("replace", "/externalReferenceId", "\"b\""))).isEqualTo(204);
        assertThat(partnerCenter.get(id).path("externalReferenceId").asText()).isEqualTo("b");
    }

    @Test
    void refusesTheWholePatchWhenOneOperationIsBad() {
        String body = "[" + inner("replace", "/details/notes", "\"good\"") + ","
                + inner("replace", "/details/currency", "\"bad\"") + "]";

        assertThat(status(body)).isEqualTo(400);
        assertThat(partnerCenter.get(id).at("/details/notes").asText()).isNotEqualTo("good");
    }

    @Test
    void acceptsAndThenWins() {
        assertThat(status(status("Active", "Accepted"))).isEqualTo(204);
        assertThat(partnerCenter.get(id).path("acceptedDateTime").asText()).endsWith("Z");
        assertThat(status(status("Closed", "Won"))).isEqualTo(204);
        assertThat(partnerCenter.get(id).path("closedDateTime"))
                .isEqualTo(partnerCenter.get(id).path("updatedDateTime"));
        assertThat(events).containsExactly("referral-created", "referral-updated", "referral-updated");
    }

    @Test
    void everyWriteHasItsOwnETagItsOwnTimeAndItsPlaceInTheLog() throws IOException {
        ObjectNode before = partnerCenter.get(id);
        Call call = patch(id, op("replace", "/details/dealValue", "\"10000.10\""))
                .header("prefer", "return=representation")
                .build();

        Answer answer = partnerCenter.answer(call);

        JsonNode after = json(answer);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(after.at("/details/dealValue").decimalValue()).isEqualByComparingTo("10000.10");
        assertThat(after.path("eTag")).isNotEqualTo(before.path("eTag"));
        assertThat(after.path("updatedDateTime").asText())
                .isGreaterThan(before.path("updatedDateTime").asText())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{7}Z");
        assertThat(partnerCenter.writes())
                .extracting(ReferralWrite::by)
                .containsExactly("partner-center", UserTokens.CLIENT_ID);
        assertThat(partnerCenter.writes().get(1).eTagBefore())
                .isEqualTo(before.path("eTag").asText());
    }

    @Test
    void readsOneReferralWithItsETagAndTheCallersId() throws IOException {
        String request = UUID.randomUUID().toString();

        Answer answer = partnerCenter.answer(
                get(LIST + "/" + id).header("client-request-id", request).build());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("client-request-id", request).containsKey("request-id");
        assertThat(json(answer).path("@odata.context").asText()).endsWith("#Referrals/$entity");
        assertThat(json(answer).path("eTag").asText())
                .isEqualTo(answer.headers().get("etag"));
    }

    private int status(String patch) {
        return partnerCenter.answer(patch(id, patch).build()).status();
    }

    private static CallBuilder get(String path) {
        return defaults(call("GET", path));
    }

    private static CallBuilder patch(String id, String body) {
        return defaults(call("PATCH", LIST + "/" + id))
                .header("content-type", "application/json")
                .body(body);
    }

    private static CallBuilder defaults(CallBuilder call) {
        return call.header("authorization", TOKENS.good())
                .header("client-request-id", UUID.randomUUID().toString());
    }

    private static String status(String status, String substatus) {
        return "[" + inner("replace", "/status", "\"" + status + "\"") + ","
                + inner("replace", "/substatus", "\"" + substatus + "\"") + "]";
    }

    private static String op(String op, String path, String value) {
        return "[" + inner(op, path, value) + "]";
    }

    private static String inner(String op, String path, String value) {
        String member = value == null ? "" : ",\"value\":" + value;
        return "{\"op\":\"" + op + "\",\"path\":\"" + path + "\"" + member + "}";
    }

    private static String error(Answer answer, String member) throws IOException {
        return json(answer).path("error").path(member).asText();
    }

    private static JsonNode json(Answer answer) throws IOException {
        return Jwt.JSON.readTree(answer.body());
    }
}
