package org.referralconnectors.ops;

import java.time.Clock;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
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
        return plan(pair(Referrals.id(referralId)));
    }

    /**
     * Reads a referral that is not known here, and whether it is in scope.
     *
     * @throws OperationRefused when Partner Center has none of this id, or can't be asked
     */
    public DryRun ask(String referralId) {
        DryRun run = new DryRun(pair(Referrals.id(referralId)));
        Exception failed = look("direct:ask-referral", run);
        if (failed != null) {
            throw new OperationRefused("referral " + run.referralId() + " is unknown here, and "
                    + (DryRun.isNotThere(failed)
                            ? "Partner Center has no referral of this id: check it"
                            : "Partner Center can't be asked: " + DryRun.why(failed, clock.instant())));
        }
        return run;
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
        Exception failed = look("direct:plan-request", run);
        if (failed != null) {
            throw new OperationRefused("referral " + pair.referralId() + ": " + DryRun.why(failed, clock.instant()));
        }
        return run;
    }

    /** @return what kept it from looking, or null */
    private Exception look(String route, DryRun run) {
        return routes.send(route, exchange -> exchange.setVariable("run", run.run()))
                .getException();
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
