package org.referralconnectors.sync.plan;

import java.util.Optional;
import org.referralconnectors.mapping.Converted;
import org.referralconnectors.mapping.Refusal;

/**
 * Whether a value can be written to the other side; exactly one of the three is there.
 *
 * @param value what to write
 * @param blocked why it can't be written, ever
 * @param park why it can't be written until somebody mends something
 */
record Attempt(String value, String blocked, Refusal park) {

    static Attempt blocked(String reason) {
        return new Attempt(null, reason, null);
    }

    static Attempt of(Converted converted) {
        if (!converted.isRefused()) {
            return new Attempt(converted.value(), null, null);
        }
        Refusal refusal = converted.refusal();
        return refusal.isFinal() ? blocked(refusal.reason()) : new Attempt(null, null, refusal);
    }

    static Attempt toLead(Draft draft, Sides sides) {
        if (!draft.field().direction().toLead()) {
            return blocked("this row never writes to the lead");
        }
        Optional<String> lock = sides.leadLock();
        if (lock.isPresent()) {
            return blocked(lock.get());
        }
        if (draft.field().isStandIn(draft.r()) && !isFree(draft)) {
            return blocked("a stand-in never replaces a value");
        }
        Attempt attempt = of(draft.field().toLead(draft.r(), sides.terms()));
        return attempt.value() == null ? attempt : attempt.unlessRefused(draft, sides);
    }

    private Attempt unlessRefused(Draft draft, Sides sides) {
        return draft.field()
                .refusal(sides.lead(), value, sides.terms())
                .map(why -> new Attempt(null, null, why))
                .orElse(this);
    }

    static Attempt toReferral(Draft draft, Sides sides) {
        if (!draft.field().direction().toReferral()) {
            return blocked("this row never writes to the referral");
        }
        return sides.isReferralClosed()
                ? blocked("the referral is closed")
                : of(draft.field().toReferral(draft.l(), sides.terms()));
    }

    /** Whether the lead's column is empty or still holds a stand-in. */
    private static boolean isFree(Draft draft) {
        Agreement before = draft.before();
        boolean holdsStandIn = before.isKnown() && draft.field().isStandIn(before.referral()) && !draft.leadChanged();
        return draft.lead().isEmpty() || holdsStandIn;
    }

    boolean isBlocked() {
        return blocked != null;
    }

    /** The plan where this attempt counts. */
    FieldPlan plan(Draft draft, Action action, String rule) {
        if (park != null) {
            return draft.park(park);
        }
        return isBlocked() ? draft.settle(blocked) : draft.write(action, value, rule);
    }
}
