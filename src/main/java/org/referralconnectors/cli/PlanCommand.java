package org.referralconnectors.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.referralconnectors.store.Pair;
import org.referralconnectors.sync.DryRun;
import org.referralconnectors.sync.plan.Action;
import org.referralconnectors.sync.plan.FieldPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what a run would write, and writes nothing. */
@Command(
        name = "plan",
        description = "Dry run: the difference field by field, and what would be written. Writes nothing.",
        footer = "Exit code 0: nothing to do; 3: something to do; 1: a pair could not be read.")
final class PlanCommand extends Options implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Option(names = "--referral", paramLabel = "ID", description = "One referral; without it every pair that is known.")
    private String referral;

    @Option(names = "--json", description = "One JSON document.")
    private boolean json;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws IOException {
        ArrayNode plans = JSON.createArrayNode();
        boolean failed = false;
        try (Application application = Application.connect(settings());
                ProducerTemplate routes = application.camel().createProducerTemplate()) {
            for (Pair pair : pairs(application)) {
                failed |= !plan(routes, pair, plans);
            }
        }
        show(plans);
        if (failed) {
            return Main.FAILED;
        }
        return wantsSomething(plans) ? Main.SOMETHING_TO_DO : 0;
    }

    private List<Pair> pairs(Application application) {
        if (referral == null) {
            return application.connectors().pairs().all().toList();
        }
        String id = referral.toLowerCase(Locale.ROOT);
        return List.of(application.connectors().pairs().find(id).orElseGet(() -> Pair.first(id, "new")));
    }

    private boolean plan(ProducerTemplate routes, Pair pair, ArrayNode plans) {
        DryRun run = new DryRun(pair);
        Exchange answer = routes.send("direct:plan-request", exchange -> exchange.setVariable("run", run.run()));
        if (answer.getException() != null) {
            err().println("referral " + pair.referralId() + ": " + DryRun.why(answer.getException(), Instant.now()));
            return false;
        }
        plans.add(document(run));
        return true;
    }

    private void show(ArrayNode plans) {
        if (json) {
            command.commandLine().getOut().println(plans.toPrettyString());
            return;
        }
        plans.forEach(plan -> {
            command.commandLine()
                    .getOut()
                    .println("referral " + plan.path("referralId").asText() + ", lead "
                            + plan.path("leadId").asText("none")
                            + (plan.path("inScope").asBoolean() ? "" : ", out of scope"));
            plan.path("fields").forEach(field -> command.commandLine()
                    .getOut()
                    .printf(
                            "  %-28s %-20s referral %-30s lead %-30s %s%n",
                            field.path("field").asText(),
                            field.path("action").asText(),
                            quoted(field.path("referral").asText("")),
                            quoted(field.path("lead").asText("")),
                            field.path("rule").asText()));
        });
    }

    private PrintWriter err() {
        return command.commandLine().getErr();
    }

    private static String quoted(String value) {
        return '"' + value + '"';
    }

    private static boolean wantsSomething(ArrayNode plans) {
        return plans.findValuesAsText("action").stream().anyMatch(action -> !action.equals(Action.NONE.text()));
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
