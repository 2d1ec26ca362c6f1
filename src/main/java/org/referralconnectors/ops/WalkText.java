package org.referralconnectors.ops;

import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import org.referralconnectors.store.Walks;
import org.referralconnectors.store.Walks.Walk;

/** Long work in words. */
public final class WalkText {

    private static final Map<String, String> NAMES = Map.of(
            "lead-poll", "Poll of leads",
            "referral-sweep", "Sweep of referrals",
            "backfill", "Backfill",
            "rules", "Look at all pairs under changed rules",
            "sync", "Sync of all pairs",
            "replay", "Replay of all that is parked",
            "erase", "Erasure",
            "retention", "Removal of what is old");

    private WalkText() {}

    /** Every kind of long work that there is. */
    public static Set<String> kinds() {
        return NAMES.keySet();
    }

    /** Such as: Backfill since 2026-01-31. An erasure is named without whom it is about. */
    public static String name(Walk walk) {
        String which = walk.name().substring(walk.kind().length());
        return NAMES.getOrDefault(walk.kind(), walk.kind()) + (walk.kind().equals("erase") ? "" : which);
    }

    /** Such as: 300 runs requested. */
    public static String done(Walk walk) {
        boolean removes = walk.kind().equals("erase") || walk.kind().equals("retention");
        return walk.requested() + (removes ? " removed or changed" : " runs requested");
    }

    /** In a sentence, without its full stop. */
    public static String text(Walks.Open open) {
        Walk walk = open.walk();
        return name(walk) + ": " + walk.seen() + " rows looked at, " + done(walk) + ", since "
                + walk.began().truncatedTo(ChronoUnit.SECONDS) + ", last moved "
                + open.still().toSeconds() + " seconds ago";
    }
}
