package org.referralconnectors.ops;

import java.util.ArrayList;
import java.util.List;
import org.referralconnectors.sync.DryRun;
import org.referralconnectors.sync.plan.Action;
import org.referralconnectors.sync.plan.FieldPlan;

/** A plan as a difference that people read: a block for each field about which something is done. */
public final class PlanText {

    /** How the line begins that says what would be written. */
    public static final String WRITE = "    write     ";

    private static final String HELD = "    held back ";
    private static final int LONGEST_VALUE = 200;

    private PlanText() {}

    public static List<String> lines(DryRun run) {
        List<String> lines = new ArrayList<>();
        List<FieldPlan> different = run.fields().stream()
                .filter(field -> field.action() != Action.NONE)
                .toList();
        lines.add("referral " + run.referralId() + ", " + (run.leadId() == null ? "no lead" : "lead " + run.leadId())
                + ": " + summary(run, different.size()));
        different.forEach(field -> lines.addAll(block(field)));
        return lines;
    }

    private static String summary(DryRun run, int different) {
        if (!run.inScope()) {
            return "out of scope (" + run.reason() + ")";
        }
        if (run.fields().isEmpty()) {
            return run.reason().isEmpty() ? "nothing to do" : run.reason();
        }
        return different == 0
                ? "nothing to do"
                : different + " of " + run.fields().size() + " fields";
    }

    private static List<String> block(FieldPlan field) {
        List<String> block = new ArrayList<>();
        block.add("  " + field.field() + "  " + field.action().text());
        block.add("    referral  " + quoted(field.referral()));
        block.add("    lead      " + quoted(field.lead()));
        block.add("    agreed    " + agreed(field));
        if (field.action().isToLead() || field.action().isToReferral()) {
            String side = field.action().isToLead() ? "lead" : "referral";
            block.add((field.held() ? HELD : WRITE) + quoted(field.value()) + " to the " + side);
        }
        block.add("    because   " + field.rule());
        return block;
    }

    private static String agreed(FieldPlan field) {
        if (field.agreedReferral() == null) {
            return "nothing yet";
        }
        return field.agreedReferral().equals(field.agreedLead())
                ? quoted(field.agreedLead())
                : quoted(field.agreedReferral()) + " on the referral, " + quoted(field.agreedLead()) + " on the lead";
    }

    /** Values come from strangers: in one line, of a bounded length, and nothing in them that steers a terminal. */
    private static String quoted(String value) {
        String shown = value.codePointCount(0, value.length()) > LONGEST_VALUE
                ? value.substring(0, value.offsetByCodePoints(0, LONGEST_VALUE)) + "..."
                : value;
        return '"' + shown.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]+", " ") + '"';
    }
}
