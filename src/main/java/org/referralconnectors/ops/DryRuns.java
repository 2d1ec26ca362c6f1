package org.referralconnectors.ops;

import java.time.Clock;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.referralconnectors.store.Pair;
import org.referralconnectors.store.Pairs;
import org.referralconnectors.store.Tables;
import org.referralconnectors.store.Tombstones;
import org.referralconnectors.sync.DryRun;

/** Looks at both sides of a pair as a run would, and writes nothing. */
public final class DryRuns implements AutoCloseable {

    private final Pairs pairs;
    private final Tombstones tombstones;
    private final ProducerTemplate routes;
    private final Clock clock;

    public DryRuns(CamelContext context, Tables tables, Clock clock) {
        this.pairs = tables.pairs();
        this.tombstones = new Tombstones(tables.database());
        this.routes = context.createProducerTemplate();
        this.clock = clock;
    }

    /** Every pair that is known. */
    public Stream<Pair> pairs() {
        return pairs.all();
    }

    /**
     * What a run would do now; a referral that is not known here, and not erased, is looked at as a new one.
     *
     * @throws OperationRefused saying why, when a side can't be read
     */
    public DryRun plan(String referralId) {
        return plan(pair(Operations.id(referralId)));
    }

    /**
     * What a run would do if the referral had this lead.
     *
     * @throws OperationRefused saying why, when a side can't be read or there is no such lead
     */
    public DryRun planLinked(String referralId, String leadId) {
        DryRun run = plan(Links.linked(pair(referralId), leadId));
        if (!run.inScope() || !run.readsLead()) {
            throw new OperationRefused(
                    run.inScope() ? "there is no lead " + leadId : "referral " + referralId + " is " + run.reason());
        }
        return run;
    }

    /** As {@link #plan(String)}, for a pair as it is or as it might be. */
    public DryRun plan(Pair pair) {
        DryRun run = new DryRun(pair);
        Exchange answer = routes.send("direct:plan-request", exchange -> exchange.setVariable("run", run.run()));
        if (answer.getException() != null) {
            throw new OperationRefused(
                    "referral " + pair.referralId() + ": " + DryRun.why(answer.getException(), clock.instant()));
        }
        return run;
    }

    private Pair pair(String id) {
        if (tombstones.has(id)) {
            throw OperationRefused.erased(id);
        }
        return pairs.find(id).orElseGet(() -> Pair.first(id, "new"));
    }

    @Override
    public void close() {
        routes.stop();
    }
}
