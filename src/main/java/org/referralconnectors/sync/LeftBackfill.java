package org.referralconnectors.sync;

import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Goes on with a backfill whose command has ended before it, page by page. */
public final class LeftBackfill implements Chore {

    private static final Logger LOG = LoggerFactory.getLogger(LeftBackfill.class);
    private static final long AGAIN_AFTER_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Backfill backfill;
    private final Gates gates;
    private final ProducerTemplate routes;
    private final Clock clock;
    private Backfill.Progress mine;
    private long failedAt;

    public LeftBackfill(Backfill backfill, Gates gates, CamelContext context, Clock clock) {
        this.backfill = backfill;
        this.gates = gates;
        this.clock = clock;
        this.routes = context.createProducerTemplate();
    }

    @Override
    public boolean isDue() {
        boolean mayCall =
                gates.isOpen("partner-center") && (failedAt == 0 || System.nanoTime() - failedAt > AGAIN_AFTER_NANOS);
        if (mayCall && mine == null) {
            mine = backfill.left();
        }
        return mayCall && mine != null;
    }

    @Override
    public boolean step() {
        mine.onePage();
        Exception failed = routes.send("direct:backfill-referrals", exchange -> exchange.setVariable("sweep", mine))
                .getException();
        if (failed != null) {
            failedAt = ListWalks.isMovedByAnother(failed) ? 0 : System.nanoTime();
            ListWalks.leavesRefusedLink(mine, failed);
            LOG.warn("backfill: {}; it goes on later", DryRun.why(failed, clock.instant()));
        }
        mine = failed == null && mine.isUnderWay() ? mine : null;
        return mine != null;
    }
}
