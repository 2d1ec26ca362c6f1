package org.referralconnectors.torture;

import java.util.List;
import java.util.Locale;
import org.referralconnectors.torture.observer.Violation;

/** What the checker prints. */
final class Report {
    private static final int LAST_EVENTS = 60;
    private static final int STORIES = 3;

    private Report() {}

    static void line(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }

    static void violations(World world, List<Violation> violations) {
        violations.forEach(violation -> line("  BROKEN  %s", violation));
        violations.stream().map(Violation::referralId).distinct().limit(STORIES).forEach(id -> story(world, id));
    }

    private static void story(World world, String id) {
        line("  The story of referral %s, as the simulated services saw it:", id);
        world.journal().kin().story(id).told(LAST_EVENTS).forEach(event -> line("    %s", event));
        line("  and as the application explains it:");
        world.store().decisions(id).forEach(decision -> line("    %s", decision));
    }
}
