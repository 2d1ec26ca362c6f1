package org.referralconnectors.sync;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.referralconnectors.store.Cause;
import org.referralconnectors.store.Claim;
import org.referralconnectors.store.Decision;
import org.referralconnectors.sync.plan.Action;
import org.referralconnectors.sync.plan.FieldPlan;

/** Puts a run into the history's words: its cause, what was read, what was written where, what was left and why. */
public final class Decisions {

    private static final String REFERRAL_TO_LEAD = "referral-to-lead";
    private static final String LEAD_TO_REFERRAL = "lead-to-referral";
    static final List<String> FLOWS = List.of(REFERRAL_TO_LEAD, LEAD_TO_REFERRAL);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HistoryValues values;

    public Decisions(HistoryValues values) {
        this.values = values;
    }

    /** Empty for a run with nothing worth a row: nothing written, nothing left for a reason. */
    Optional<Decision> of(Run run) {
        ArrayNode written = written(run);
        ObjectNode skipped = skipped(run);
        boolean quiet = run.outcome().kind() == Outcome.Kind.NOTHING_TO_DO
                && run.outcome().reason().isEmpty()
                && skipped.isEmpty();
        return quiet ? Optional.empty() : Optional.of(decision(run, outcome(run), written, skipped));
    }

    /** What was left alone for good since the last row, with the reason; empty where nothing was. */
    Optional<Decision> settled(Run run) {
        ObjectNode settled = JSON.createObjectNode();
        run.memory().state().untold().forEach(field -> settled.put(field.field(), left(field)));
        return settled.isEmpty()
                ? Optional.empty()
                : Optional.of(decision(run, "settled", JSON.createArrayNode(), settled));
    }

    static String flow(Run run) {
        return run.isCausedByLeadOnly() ? LEAD_TO_REFERRAL : REFERRAL_TO_LEAD;
    }

    private static String outcome(Run run) {
        String reason = run.outcome().reason();
        return run.outcome().kind().text() + (reason.isEmpty() ? "" : ": " + reason);
    }

    private static Decision decision(Run run, String outcome, ArrayNode written, ObjectNode skipped) {
        return new Decision(
                run.getReferralId(),
                Instant.EPOCH,
                causes(run).toString(),
                flow(run),
                outcome,
                read(run).toString(),
                written.isEmpty() ? null : written.toString(),
                skipped.isEmpty() ? null : skipped.toString());
    }

    /** In the words of the history, such as {@code lead-poll}. */
    static List<String> causes(Claim claim) {
        return claim.causes().keySet().stream().map(Decisions::text).toList();
    }

    private static ObjectNode causes(Run run) {
        ObjectNode causes = JSON.createObjectNode();
        run.claim().causes().forEach((cause, events) -> causes.put(text(cause), events));
        return causes;
    }

    private static String text(Cause cause) {
        return cause.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static ObjectNode read(Run run) {
        ObjectNode read = JSON.createObjectNode();
        if (run.referral() != null) {
            read.put("referral", run.getReferralEtag());
        }
        if (run.lead() != null) {
            read.put("lead", run.getLeadEtag()).put("leadId", run.getLeadId());
        }
        return read;
    }

    private ArrayNode written(Run run) {
        ArrayNode written = JSON.createArrayNode();
        run.written().values().forEach(field -> written.add(written(field)));
        return written;
    }

    private ObjectNode written(FieldPlan field) {
        ObjectNode row = JSON.createObjectNode()
                .put("field", field.field())
                .put("action", field.action().text())
                .put("rule", field.rule());
        values.show(field.field(), field.referral()).ifPresent(value -> row.put("referral", value));
        values.show(field.field(), field.lead()).ifPresent(value -> row.put("lead", value));
        return row;
    }

    private static ObjectNode skipped(Run run) {
        ObjectNode skipped = JSON.createObjectNode();
        run.memory().state().settled().forEach(field -> skipped.put(field.field(), left(field)));
        if (run.plan() != null) {
            run.plan().fields().stream()
                    .filter(Decisions::isLeft)
                    .forEach(field -> skipped.put(field.field(), left(field)));
        }
        return skipped;
    }

    private static String left(FieldPlan field) {
        return field.action().text() + ": " + field.rule();
    }

    /** Parked or held back: what somebody might ask about. */
    private static boolean isLeft(FieldPlan field) {
        return field.held() || field.action() == Action.PARK;
    }
}
