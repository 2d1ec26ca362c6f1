package org.referralconnectors.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.referralconnectors.store.Cursors.Cursor;
import org.referralconnectors.store.Cursors.CursorMoved;
import org.referralconnectors.store.Pairs;
import org.referralconnectors.store.Tables;
import org.referralconnectors.store.Walks.Walk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at every pair again once the rules have changed: a new row of the field map, or writing that was held back,
 * concerns pairs in which nothing else happens. The start does not wait for it.
 */
public final class ChangedRules extends EveryPair {

    private static final Logger LOG = LoggerFactory.getLogger(ChangedRules.class);
    private static final String NAME = "rules";

    private final Tables tables;
    private final String rules;
    private boolean seen;

    /** @param rules a digest of what decides what a run does: the field map and the settings beside it */
    public ChangedRules(Tables tables, String rules, Runnable hint) {
        super(tables, NAME, Duration.ZERO, ChangedRules::isConcerned, hint);
        this.tables = tables;
        this.rules = rules;
    }

    /** In step without a lead is who would have got one, had leads been written. */
    private static boolean isConcerned(Pairs.Lead pair) {
        return pair.leadId() != null || pair.state().equals(Outcome.IN_STEP);
    }

    /** Once after the start it looks whether the rules have changed. */
    @Override
    public boolean isDue() {
        if (!seen) {
            seen = isUnderWay();
        }
        return super.isDue();
    }

    private boolean isUnderWay() {
        try {
            startedUnder();
            return true;
        } catch (CursorMoved bySomebodyElse) {
            return false;
        }
    }

    /** Begins the walk, unless every pair has been, or is being, looked at under these rules. */
    private void startedUnder() {
        Optional<Cursor> known = tables.cursors().read(NAME);
        Walk walk = tables.walks().find(NAME);
        if (known.isEmpty()) {
            tables.database().executeNow(NAME, handle -> tables.cursors().advance(handle, NAME, rules, 0));
            return;
        }
        String under = walk.isOpen()
                ? json(walk.place()).path(NAME).asText()
                : known.get().value();
        if (!under.equals(rules)) {
            LOG.info("The field map or the settings have changed: every pair is looked at again");
            String place = beginning(JsonNodeFactory.instance.objectNode().put(NAME, rules));
            tables.database().executeNow(NAME, handle -> tables.walks().begin(handle, walk, place, 0, 0, 0));
        }
    }

    @Override
    protected void ended(Handle handle, JsonNode place) {
        tables.cursors().put(handle, NAME, place.path(NAME).asText());
    }
}
