package org.referralconnectors.check;

import java.util.Set;
import java.util.TreeSet;
import org.referralconnectors.mapping.Organisation;

/** Whether a lead can be given the currencies in which referrals are. */
final class Currencies {

    private static final String WHERE = "dynamics";
    private static final String WHAT = "currencies";

    private Currencies() {}

    static void look(Organisation organisation, Set<String> wanted, Report report) {
        Set<String> inactive = new TreeSet<>(wanted);
        inactive.removeAll(organisation.activeCodes());
        Set<String> missing = new TreeSet<>(inactive);
        missing.removeAll(organisation.codes());
        inactive.removeAll(missing);
        if (!missing.isEmpty()) {
            mend(report, missing, "which the organisation lacks", "add it in ");
        }
        if (!inactive.isEmpty()) {
            mend(report, inactive, "which the organisation has deactivated", "activate it in ");
        }
        if (missing.isEmpty() && inactive.isEmpty()) {
            report.ok(WHERE, WHAT, String.join(", ", new TreeSet<>(organisation.activeCodes())));
        }
    }

    private static void mend(Report report, Set<String> codes, String problem, String remedy) {
        report.mend(
                WHERE,
                WHAT,
                "referrals are in " + String.join(", ", codes) + ", " + problem,
                remedy + Portal.CURRENCIES + "; until then their deal value is parked");
    }
}
