package org.referralconnectors.cli;

import static org.referralconnectors.settings.Setting.DYNAMICS_POLL_CRON;
import static org.referralconnectors.settings.Setting.DYNAMICS_POLL_MODE;
import static org.referralconnectors.settings.Setting.PARTNER_CENTER_SWEEP_CRON;
import static org.referralconnectors.settings.Setting.SYNC_SCOPE;

import java.time.Clock;
import java.util.Set;
import org.apache.camel.main.Main;
import org.referralconnectors.dynamics.ModifiedRows;
import org.referralconnectors.dynamics.PolledTable;
import org.referralconnectors.dynamics.TrackedChanges;
import org.referralconnectors.mapping.Subject;
import org.referralconnectors.settings.Settings;
import org.referralconnectors.store.Tables;
import org.referralconnectors.sync.Backfill;
import org.referralconnectors.sync.Gates;
import org.referralconnectors.sync.Heartbeat;
import org.referralconnectors.sync.LeadPoll;
import org.referralconnectors.sync.LeadRows;
import org.referralconnectors.sync.ListWalks;
import org.referralconnectors.sync.ReferralSweep;
import org.referralconnectors.sync.RunMeters;

/** Who walks the lists of both services: the poll of leads, the sweep of referrals, and a backfill. */
final class Lists {

    private final ListWalks walks;
    private final LeadPoll leadPoll;
    private final ReferralSweep referralSweep;
    private final Backfill backfill;
    private volatile boolean stopping;

    Lists(
            Settings settings,
            Tables tables,
            Gates gates,
            Heartbeat heartbeat,
            RunMeters meters,
            Subject subject,
            Clock clock,
            Runnable hint) {
        boolean tracked = settings.text(DYNAMICS_POLL_MODE).equals("delta");
        this.walks = new ListWalks(tables, heartbeat, () -> !stopping, hint);
        this.leadPoll = new LeadPoll(
                walks,
                gates,
                new LeadRows(tables, meters, subject),
                tables.shown(),
                (cursor, place) -> tracked
                        ? new TrackedChanges(PolledTable.LEADS, cursor, place)
                        : new ModifiedRows(PolledTable.LEADS, cursor, place),
                Parts.halfPeriod(settings, DYNAMICS_POLL_CRON, clock));
        this.referralSweep =
                new ReferralSweep(tables, walks, gates, Parts.halfPeriod(settings, PARTNER_CENTER_SWEEP_CRON, clock));
        this.backfill = new Backfill(tables, walks, Set.copyOf(settings.list(SYNC_SCOPE)));
    }

    void bindTo(Main main) {
        main.bind("listWalks", walks);
        main.bind("leadPoll", leadPoll);
        main.bind("referralSweep", referralSweep);
        main.bind("backfill", backfill);
    }

    Backfill backfill() {
        return backfill;
    }

    /** Between two pages: what was walked is on disk. */
    void stop() {
        stopping = true;
    }
}
