package org.referralconnectors.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.referralconnectors.ops.DryRuns;
import org.referralconnectors.ops.OperationRefused;
import org.referralconnectors.ops.PlanText;
import org.referralconnectors.store.Pair;
import org.referralconnectors.sync.DryRun;
import org.referralconnectors.sync.plan.Action;
import org.referralconnectors.sync.plan.FieldPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi.Style;
import picocli.CommandLine.Option;

/** Shows what a run would write, and writes nothing. */
@Command(
        name = "plan",
        description = "Dry run: the difference field by field, and what would be written. Writes nothing.",
        footer = {
            "Examples:",
            "  plan",
            "  plan --referral 733ad402-b257-406c-9b0b-911aa7b066e9 --json",
            "Exit code 0: nothing to do; 3: something to do; 1: a pair could not be read."
        })
final class PlanCommand extends Options implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Option(names = "--referral", paramLabel = "ID", description = "One referral; without it every pair that is known.")
    private String referral;

    @Option(names = "--json", description = "One JSON document.")
    private boolean json;

    private boolean something;
    private boolean failed;
    private long looked;
    /** Printed one by one: all pairs may be more than the memory holds. */
    private long documents;

    @Override
    public Integer call() {
        try (Application application = Application.connect(settings());
                DryRuns dryRuns = application.dryRuns()) {
            if (referral != null) {
                show(dryRuns.plan(referral));
            } else {
                showAll(dryRuns, application.operations().pairs());
            }
            if (json) {
                print(documents == 0 ? "[]" : "]");
            }
        }
        return failed ? Main.FAILED : something ? Main.SOMETHING_TO_DO : 0;
    }

    private void showAll(DryRuns dryRuns, long known) {
        Progress progress = new Progress(err());
        try (Stream<Pair> pairs = dryRuns.pairs()) {
            pairs.forEach(pair -> {
                progress.show(looked++ + " of " + known + " pairs looked at");
                show(dryRuns, pair, progress);
            });
        }
        progress.clear();
    }

    /** A pair that can't be read does not keep the others from being shown. */
    private void show(DryRuns dryRuns, Pair pair, Progress progress) {
        try {
            DryRun run = dryRuns.plan(pair);
            progress.clear();
            show(run);
        } catch (OperationRefused unreadable) {
            progress.clear();
            failed = true;
            complain(unreadable.getMessage());
        }
    }

    private void show(DryRun run) {
        something |= run.fields().stream().anyMatch(field -> field.action() != Action.NONE);
        if (json) {
            print((documents++ == 0 ? "[" : ",") + document(run).toPrettyString());
        } else {
            PlanText.lines(run).forEach(line -> print(painted(line)));
        }
    }

    /** Each pair's first line, and what would be written. */
    private String painted(String line) {
        if (!line.startsWith(" ")) {
            return styled(Style.bold, line);
        }
        return line.startsWith(PlanText.WRITE) ? styled(Style.fg_green, line) : line;
    }

    private static ObjectNode document(DryRun run) {
        ObjectNode document = JSON.createObjectNode()
                .put("referralId", run.referralId())
                .put("leadId", run.leadId())
                .put("inScope", run.inScope());
        ArrayNode fields = document.putArray("fields");
        run.fields().forEach(field -> fields.add(row(field)));
        return document;
    }

    private static ObjectNode row(FieldPlan field) {
        return JSON.createObjectNode()
                .put("field", field.field())
                .put("referral", field.referral())
                .put("lead", field.lead())
                .put("agreedReferral", field.agreedReferral())
                .put("agreedLead", field.agreedLead())
                .put("action", field.action().text())
                .put("rule", field.rule());
    }
}
