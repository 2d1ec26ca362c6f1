package org.referralconnectors.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.referralconnectors.auth.NotTheService;
import org.referralconnectors.auth.RetryAfter;
import org.referralconnectors.dynamics.ODataError;
import org.referralconnectors.sync.Failure.Kind;

/**
 * What an HTTP answer asks for; the first row that fits counts. Dataverse's code decides before the status does: its
 * 412 has three meanings. A refusal that is not in the service's own words never comes here as one.
 */
final class HttpFailures {

    private static final Set<Integer> PASSING = Set.of(408, 423, 500, 502, 503, 504);
    private static final Set<String> STALE = Set.of(ODataError.STALE_ROW, ODataError.ROW_EXISTS, ODataError.KEY_TAKEN);

    private static final String POLL = "dynamics-list-changed-leads";

    /** Not a member of the organisation; disabled; without a licence: about who asks, whatever the record. */
    private static final Set<String> ACCOUNT = Set.of("0x80072560", "0x80040225", "0x8004d24b");

    private static final List<Row> TABLE = List.of(
            new Row(Kind.THROTTLED, answer -> answer.is(429) || answer.is(509) || answer.is(503) && answer.saysWhen()),
            new Row(Kind.UNAUTHORISED, answer -> answer.is(401)),
            new Row(Kind.FOREIGN, answer -> answer.is(403) && ACCOUNT.contains(answer.code())),
            new Row(Kind.TRANSIENT, Answer::isDeadlock),
            new Row(Kind.STALE, Answer::isStale),
            new Row(Kind.PERMANENT, answer -> Remedies.isForGood(answer.code())),
            new Row(Kind.TRANSIENT, answer -> PASSING.contains(answer.status())),
            new Row(Kind.TRANSIENT, Answer::isTooEarly),
            new Row(Kind.PERMANENT, answer -> true));

    private record Row(Kind kind, Predicate<Answer> fits) {}

    private record Answer(int status, String code, String message, String step, boolean saysWhen) {

        boolean is(int other) {
            return status == other;
        }

        /** SQL Server's victim of a deadlock (1205) and its time-out, whatever status they come under. */
        boolean isDeadlock() {
            return code.equals(ODataError.SQL_TIMEOUT)
                    || message.contains("deadlock")
                    || message.contains("number: 1205");
        }

        boolean isStale() {
            boolean stale412 = is(412) && (STALE.contains(code) || step.startsWith("partner-center-"));
            return is(409) || stale412 || is(404) && "dynamics-update-lead".equals(step);
        }

        /** A referral can be unknown for a moment right after its webhook. */
        boolean isTooEarly() {
            return is(404) && "partner-center-get-referral".equals(step);
        }
    }

    private HttpFailures() {}

    static Failure of(HttpOperationFailedException http, String step, Instant now) {
        String code = Failure.code(http);
        int status = http.getStatusCode();
        Duration pause = retryAfter(http.getResponseHeaders(), now);
        String message = ODataError.message(http.getResponseBody()).toLowerCase(Locale.ROOT);
        Answer answer = new Answer(status, code, message, step, pause != null);
        return new Failure(
                kind(answer),
                Failure.systemOf(step),
                step,
                status,
                code.isEmpty() ? null : code,
                "HTTP " + status + (code.isEmpty() ? "" : " " + code) + " from " + step,
                remedy(answer),
                pause,
                false);
    }

    /** Something else answered in the service's place. */
    static Failure of(NotTheService another, String step) {
        return new Failure(
                Kind.FOREIGN,
                Failure.systemOf(step),
                step,
                another.status(),
                null,
                "HTTP " + another.status() + " from " + step + ", not in the service's own words",
                Remedies.ofAnotherAnswer(Failure.systemOf(step)),
                null,
                false);
    }

    private static String remedy(Answer answer) {
        if (answer.is(400) && POLL.equals(answer.step())) {
            return Remedies.ofRefusedPoll();
        }
        return switch (kind(answer)) {
            case THROTTLED -> "";
            case UNAUTHORISED -> Remedies.ofRefusedToken(Failure.systemOf(answer.step()));
            default -> Remedies.of(answer.status(), answer.code());
        };
    }

    private static Kind kind(Answer answer) {
        return TABLE.stream()
                .filter(row -> row.fits().test(answer))
                .findFirst()
                .orElseThrow()
                .kind();
    }

    /** Null when absent or unreadable. */
    static Duration retryAfter(Map<String, String> headers, Instant now) {
        if (headers == null) {
            return null;
        }
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("Retry-After"))
                .map(header -> RetryAfter.parse(header.getValue(), now))
                .filter(duration -> duration != null)
                .findFirst()
                .orElse(null);
    }
}
