package org.referralconnectors.sync;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.referralconnectors.auth.NotTheService;
import org.referralconnectors.auth.TokenException;
import org.referralconnectors.dynamics.OddAnswer;
import org.referralconnectors.store.Cursors.CursorMoved;
import org.referralconnectors.store.LeadTaken;
import org.referralconnectors.store.LeaseLost;
import org.referralconnectors.sync.Failure.Kind;

/**
 * From what was thrown to what it asks for; the first row that fits counts. What a status and code of HTTP ask for is
 * {@link HttpFailures}' table, and whose a failure is that may be either's {@link Whose} finds out.
 */
final class FailureTable {

    /** What was meant, wherever it stands among the causes: Camel and the HTTP client wrap what we throw. */
    private static final List<Row<?>> MEANT = List.of(
            row(HttpOperationFailedException.class, HttpFailures::of),
            row(NotTheService.class, (another, step, now) -> HttpFailures.of(another, step)),
            row(OddAnswer.class, (odd, step, now) -> ofOddAnswer(odd, step)),
            row(TokenException.class, (none, step, now) -> ofToken(none)),
            row(ParkPair.class, (park, step, now) -> ofParking(park, step)),
            row(Stale.class, (stale, step, now) -> stale(stale, step)),
            row(CursorMoved.class, (moved, step, now) -> stale(moved, step)),
            row(SystemPaused.class, (paused, step, now) -> paused(paused, step)),
            row(WrongStore.class, (wrong, step, now) -> paused(wrong, step)),
            row(LeaseLost.class, (lost, step, now) -> Failure.plain(Kind.LEASE_LOST, step, null, lost.getMessage())),
            row(ListBroken.class, (broken, step, now) -> ofBrokenList(broken, step)),
            row(LeadTaken.class, (taken, step, now) -> ofLeadTaken(taken, step)),
            row(StreamConstraintsException.class, (tooMuch, step, now) -> unreadable(step)));

    /** What is taken for what it is only where nobody has wrapped it, for a reason of his own. */
    private static final List<Row<?>> THROWN = List.of(
            row(JsonProcessingException.class, (notJson, step, now) -> notJson(notJson, step)),
            row(SSLException.class, (tls, step, now) -> unreached(Trouble.NOT_TRUSTED, "no connection", tls, step)),
            row(IOException.class, (none, step, now) -> unreached(Trouble.NO_ANSWER, "no answer", none, step)),
            row(SQLException.class, (store, step, now) -> ofStore(store, step)),
            row(
                    RuntimeException.class,
                    (other, step, now) -> isOfStore(other) ? ofStore(other, step) : bug(other, step)),
            row(Throwable.class, (other, step, now) -> bug(other, step)));

    @FunctionalInterface
    private interface Reading<T> {
        Failure of(T thrown, String step, Instant now);
    }

    private record Row<T extends Throwable>(Class<T> type, Reading<T> reading) {

        boolean fits(Throwable thrown) {
            return type.isInstance(thrown);
        }

        Failure of(Throwable thrown, String step, Instant now) {
            return reading.of(type.cast(thrown), step, now);
        }
    }

    private FailureTable() {}

    static Failure of(Throwable thrown, String step, Instant now) {
        List<Row<?>> rows = isMeant(thrown) ? MEANT : THROWN;
        return rows.stream()
                .filter(row -> row.fits(thrown))
                .findFirst()
                .orElseThrow()
                .of(thrown, step, now);
    }

    /** Whether something was meant by it, rather than that it just happened. */
    static boolean isMeant(Throwable thrown) {
        return MEANT.stream().anyMatch(row -> row.fits(thrown));
    }

    private static <T extends Throwable> Row<T> row(Class<T> type, Reading<T> reading) {
        return new Row<>(type, reading);
    }

    private static Failure ofOddAnswer(OddAnswer odd, String step) {
        String remedy = Remedies.ofAnotherAnswer(Failure.systemOf(step));
        return new Failure(
                Kind.FOREIGN, Failure.systemOf(step), step, null, null, odd.getMessage(), remedy, null, false);
    }

    /** Where the credential is good, it is Entra ID that does not do its work, and nobody's pair is to blame. */
    private static Failure ofToken(TokenException token) {
        Kind kind =
                switch (token.kind()) {
                    case UNAUTHORISED -> Kind.UNAUTHORISED;
                    case CONSENT_LOST -> Kind.CONSENT_LOST;
                    case TRANSIENT -> token.retryAfter().isPresent() ? Kind.THROTTLED : Kind.OUTAGE;
                };
        return new Failure(
                kind,
                token.system(),
                "get-token",
                null,
                token.code(),
                "no token for " + token.system(),
                token.remedy(),
                token.retryAfter().orElse(null),
                false);
    }

    private static Failure ofParking(ParkPair park, String step) {
        return Failure.parked(park.trouble(), park.step() == null ? step : park.step(), park.getMessage());
    }

    private static Failure stale(Throwable stale, String step) {
        return Failure.plain(Kind.STALE, step, Trouble.KEEPS_CHANGING, stale.getMessage());
    }

    private static Failure paused(Throwable paused, String step) {
        return Failure.plain(Kind.PAUSED, step, null, paused.getMessage());
    }

    /** Nobody's pair: the walk goes on with the next tick. */
    private static Failure ofBrokenList(ListBroken broken, String step) {
        return new Failure(Kind.TRANSIENT, null, step, null, null, broken.getMessage(), broken.remedy(), null, false);
    }

    private static Failure ofLeadTaken(LeadTaken taken, String step) {
        return Failure.parked(
                Trouble.TWO_REFERRALS_ONE_LEAD,
                step,
                "two referrals, one lead: it belongs to referral " + taken.otherReferralId());
    }

    private static Failure unreadable(String step) {
        return Failure.parked(
                Trouble.UNREADABLE, step, "the answer is nested too deeply, or one of its values is too long");
    }

    /** A success that is no JSON is no answer of either system. */
    private static Failure notJson(JsonProcessingException notJson, String step) {
        return Failure.systemOf(step) == null ? bug(notJson, step) : HttpFailures.of(new NotTheService(200), step);
    }

    private static Failure unreached(Trouble trouble, String what, Throwable thrown, String step) {
        return Failure.plain(Kind.TRANSIENT, step, trouble, what + " (" + name(thrown) + ")");
    }

    private static boolean isOfStore(Throwable thrown) {
        String name = thrown.getClass().getName();
        return name.startsWith("org.jdbi.") || name.startsWith("org.referralconnectors.store.");
    }

    private static Failure ofStore(Throwable thrown, String step) {
        String reason = "the store did not take it (" + name(thrown) + ")";
        return new Failure(
                Kind.TRANSIENT, null, step, null, Trouble.STORE.code(), reason, Trouble.STORE.remedy(), null, false);
    }

    private static Failure bug(Throwable thrown, String step) {
        return Failure.parked(
                Trouble.UNEXPECTED, step, "the connectors could not handle what they read (" + name(thrown) + ")");
    }

    private static String name(Throwable thrown) {
        return thrown.getClass().getSimpleName();
    }
}
