package org.referralconnectors.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.referralconnectors.sync.Failure.Kind;

class HttpFailuresTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String READ = "partner-center-get-referral";
    private static final String UPDATE = "dynamics-update-lead";
    private static final String CREATE = "dynamics-create-lead";

    static Stream<Arguments> kinds() {
        return Stream.of(
                arguments(429, "", UPDATE, Kind.THROTTLED),
                arguments(509, "", READ, Kind.THROTTLED),
                arguments(503, "", READ, Kind.TRANSIENT),
                arguments(408, "", READ, Kind.TRANSIENT),
                arguments(423, "", UPDATE, Kind.TRANSIENT),
                arguments(500, "", UPDATE, Kind.TRANSIENT),
                arguments(502, "", UPDATE, Kind.TRANSIENT),
                arguments(504, "", UPDATE, Kind.TRANSIENT),
                arguments(401, "", READ, Kind.UNAUTHORISED),
                arguments(404, "itemNotFound", READ, Kind.TRANSIENT),
                arguments(404, "0x80040217", UPDATE, Kind.STALE),
                arguments(404, "0x80040217", "dynamics-get-lead", Kind.PERMANENT),
                arguments(409, "", UPDATE, Kind.STALE),
                arguments(412, "0x80060882", UPDATE, Kind.STALE),
                arguments(412, "0x80040237", CREATE, Kind.STALE),
                arguments(412, "0x80060892", CREATE, Kind.STALE),
                arguments(412, "0x80040333", CREATE, Kind.PERMANENT),
                arguments(500, "0x80040333", CREATE, Kind.PERMANENT),
                arguments(412, "", UPDATE, Kind.PERMANENT),
                arguments(500, "0x80044151", UPDATE, Kind.TRANSIENT),
                arguments(400, "0x80044151", UPDATE, Kind.TRANSIENT),
                arguments(501, "", READ, Kind.PERMANENT),
                arguments(412, "preconditionFailed", "partner-center-update-referral", Kind.STALE),
                arguments(400, "0x80044331", UPDATE, Kind.PERMANENT),
                arguments(403, "0x80040220", UPDATE, Kind.PERMANENT),
                arguments(410, "", READ, Kind.PERMANENT),
                arguments(422, "", READ, Kind.PERMANENT));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void statusAndCodeTellWhatToDo(int status, String code, String step, Kind kind) {
        Failure failure = failure(status, code, step, Map.of());
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.step()).isEqualTo(step);
        assertThat(failure.status()).isEqualTo(status);
        assertThat(failure.code()).isEqualTo(code.isEmpty() ? null : code);
        assertThat(failure.system()).isEqualTo(step.startsWith("dynamics-") ? "dynamics" : "partner-center");
        assertThat(failure.reason()).doesNotContain("Muster");
    }

    @Test
    void aTimeNamedMakesAFailureThatPassesAPauseForAll() {
        Failure failure = failure(503, "", READ, Map.of("retry-after", "7"));
        assertThat(failure.kind()).isEqualTo(Kind.THROTTLED);
        assertThat(failure.pause()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void anotherHeaderThatHoldsANumberNamesNoTime() {
        assertThat(HttpFailures.retryAfter(Map.of("Content-Length", "120"), NOW))
                .isNull();
        assertThat(HttpFailures.retryAfter(null, NOW)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "120|PT2M",
                "' 3 '|PT3S",
                "Sun, 01 Mar 2026 12:00:30 GMT|PT30S",
                "Sun, 01 Mar 2026 11:00:00 GMT|PT0S",
                "soon|",
                "-5|",
                "0|PT0S",
                "3601|PT1H",
                "99999999999|PT1H",
                "999999999999999999|PT1H",
                "9999999999999999999|",
                "Fri, 31 Dec 299 23:59:59 GMT|",
                "Thu, 31 Dec 2099 23:59:59 GMT|PT1H",
                "Sun, 01 Mar 2026|",
                "1e3|",
                "'' |"
            })
    void secondsAndDatesAreUnderstood(String header, Duration pause) {
        assertThat(HttpFailures.retryAfter(Map.of("Retry-After", header), NOW)).isEqualTo(pause);
    }

    @ParameterizedTest
    @CsvSource({
        "500,Sql Number: 1205. Transaction was deadlocked on lock resources",
        "400,Generic SQL error: Sql ErrorCode: -2146232060 Sql Number: 1205",
        "412,Transaction (Process ID 52) was DEADLOCKED"
    })
    void aDeadlockPassesWhateverItsStatus(int status, String message) {
        Failure failure = answered(status, "0x80044150", message, UPDATE, Map.of());
        assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
    }

    @ParameterizedTest
    @CsvSource({"dynamics-get-lead,dynamics.client-id", "partner-center-get-referral,login"})
    void aRefusedTokenNamesTheCredential(String step, String credential) {
        assertThat(failure(401, "", step, Map.of()).remedy()).contains(credential);
    }

    @Test
    void aBodyThatIsNoJsonHasNoCode() {
        Failure failure = HttpFailures.of(
                new HttpOperationFailedException(
                        "https://x", 502, "Bad Gateway", null, Map.of(), "<html>Muster</html>"),
                READ,
                NOW);
        assertThat(failure.code()).isNull();
        assertThat(failure.reason()).isEqualTo("HTTP 502 from " + READ);
    }

    private static Failure failure(int status, String code, String step, Map<String, String> headers) {
        return answered(status, code, "Erika Muster is not allowed", step, headers);
    }

    private static Failure answered(int status, String code, String message, String step, Map<String, String> headers) {
        String body = "{\"error\":{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}}";
        return HttpFailures.of(
                new HttpOperationFailedException("https://x", status, "", null, headers, body), step, NOW);
    }
}
