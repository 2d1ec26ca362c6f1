package org.referralconnectors.ops;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.referralconnectors.store.BetweenRuns;
import org.referralconnectors.store.Cause;
import org.referralconnectors.store.Decision;
import org.referralconnectors.store.Event;
import org.referralconnectors.store.Moves;
import org.referralconnectors.store.Pair;
import org.referralconnectors.store.Tables;
import org.referralconnectors.sync.plan.Agreed;
import org.referralconnectors.sync.plan.FieldPark;

/** What an operator decides where the connectors do not: each decision is a row of the pair's history. */
final class Rulings {

    private static final List<String> SIDES = List.of("referral", "lead");

    private final Tables tables;
    private final Moves moves;
    private final BetweenRuns betweenRuns;

    Rulings(Tables tables) {
        this.tables = tables;
        this.moves = new Moves(tables.database());
        this.betweenRuns = new BetweenRuns(tables.database());
    }

    void resolve(String referralId, String field, String take) {
        if (take == null || !SIDES.contains(take)) {
            throw new OperationRefused("take referral or lead, not " + take);
        }
        betweenRuns.change(referralId, handle -> {
            Pair pair = tables.pairs()
                    .find(handle, referralId)
                    .orElseThrow(() -> notParked(referralId, field, Agreed.none()));
            Agreed agreed = Agreed.parse(pair.agreed());
            if (agreed.parked().stream().noneMatch(park -> park.field().equals(field))) {
                throw notParked(referralId, field, agreed);
            }
            Agreed resolved = agreed.resolve(field, take);
            tables.pairs()
                    .save(
                            handle,
                            pair.withAgreed(resolved.toJson(), resolved.parked().size()));
            record(handle, referralId, "resolve", "resolved: " + field + " takes the value of the " + take);
            tables.requests().request(handle, Event.live(referralId, Cause.OPERATOR));
            return true;
        });
    }

    void drop(String referralId, String why) {
        if (why == null || why.isBlank()) {
            throw new OperationRefused("say why: it stands in the history");
        }
        tables.database().executeNow(referralId, handle -> {
            if (!tables.requests().drop(handle, referralId)) {
                throw new OperationRefused("referral " + referralId + " is not parked: there is nothing to drop");
            }
            record(handle, referralId, "drop", "dropped: " + why.strip());
            tables.pairs().find(handle, referralId).ifPresent(pair -> leaveEngagement(handle, pair));
        });
    }

    /** Who gives its lead up leaves the engagement to others; while one may still come, they look and are told so. */
    private void leaveEngagement(Handle handle, Pair pair) {
        if (pair.leadId() == null && pair.engagementId() != null) {
            if (!pair.awaitsLead()) {
                tables.engagements().release(handle, pair.referralId());
            }
            tables.engagements().lookAtOthers(handle, pair.engagementId(), pair.referralId(), true);
        }
    }

    boolean approve(Moves.Held move) {
        return tables.database().writeNow(move.referralId(), handle -> {
            boolean held = moves.approve(handle, move);
            if (held) {
                record(handle, move.referralId(), "approve", "approved: " + HeldMove.text(move));
                tables.requests().request(handle, Event.live(move.referralId(), Cause.OPERATOR));
            }
            return held;
        });
    }

    private void record(Handle handle, String referralId, String command, String outcome) {
        tables.history().add(handle, new Decision(referralId, Instant.EPOCH, null, command, outcome, null, null, null));
    }

    private static OperationRefused notParked(String referralId, String field, Agreed agreed) {
        List<String> parked = agreed.parked().stream().map(FieldPark::field).toList();
        return new OperationRefused("field " + field + " of referral " + referralId + " is not parked"
                + (parked.isEmpty() ? "" : "; parked are: " + String.join(", ", parked)));
    }
}
