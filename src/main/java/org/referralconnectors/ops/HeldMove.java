package org.referralconnectors.ops;

import java.util.Map;
import org.referralconnectors.store.Moves;

/** What a held move would do, in words. */
public final class HeldMove {

    private static final Map<String, String> TEXTS = Map.of(
            "CLOSE_LEAD", "disqualify the lead",
            "CLOSE_REFERRAL", "close the referral",
            "RECREATE", "make the deleted lead anew");

    private HeldMove() {}

    /** Such as: disqualify the lead. */
    public static String text(Moves.Held move) {
        return TEXTS.getOrDefault(move.kind(), move.kind());
    }
}
