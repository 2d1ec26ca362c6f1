package org.referralconnectors.ops;

import java.time.Instant;
import org.referralconnectors.store.Backlog.ParkedPair;
import org.referralconnectors.store.Pair;
import org.referralconnectors.sync.plan.FieldPark;

/**
 * What waits for an operator: a whole pair, or one field of a pair that otherwise goes on.
 *
 * @param field its name in {@code mapping.yaml}; null: the whole pair
 * @param system {@code partner-center}, {@code dynamics} or null
 * @param status of HTTP, or null
 * @param code of the remote system or of ours, or null
 * @param reason, remedy in plain words, without personal data
 */
public record Parked(
        String referralId,
        String field,
        String system,
        String step,
        Integer status,
        String code,
        String reason,
        String remedy,
        Instant since,
        int attempts) {

    static Parked of(ParkedPair pair) {
        return new Parked(
                pair.referralId(),
                null,
                pair.park().system(),
                pair.park().step(),
                pair.park().status(),
                pair.park().code(),
                pair.park().reason(),
                pair.park().remedy(),
                pair.since(),
                pair.attempts());
    }

    static Parked of(Pair pair, FieldPark park) {
        return new Parked(
                pair.referralId(),
                park.field(),
                null,
                "plan",
                null,
                park.code(),
                park.reason(),
                park.remedy(),
                pair.updatedAt(),
                0);
    }

    /** In one line. */
    public String text() {
        return "referral " + referralId + (field == null ? "" : ", field " + field) + ": " + reason + "; " + remedy;
    }
}
