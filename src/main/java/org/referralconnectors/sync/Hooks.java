package org.referralconnectors.sync;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The points at which routes of {@code routes/custom} come in: {@code direct:custom-...}, where there is such a route.
 * Its body is a map: {@code referralId}, {@code leadId}, {@code referral} and {@code lead} as read, {@code write}.
 */
public final class Hooks {

    static final String BEFORE_LEAD = "custom-before-lead-write";
    static final String BEFORE_REFERRAL = "custom-before-referral-write";
    static final String AFTER_RUN = "custom-after-run";
    static final String ON_PARKING = "custom-on-parking";

    private static final Logger LOG = LoggerFactory.getLogger(Hooks.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String INSIDE = "insideCustomRoute";
    private static final String COLUMN = "lead.";
    private static final Pattern LOOKUP = Pattern.compile("_(.+)_value|(.+)@.*");

    private final Set<String> kept = new HashSet<>(Set.of("leadid", "statecode", "statuscode", "subject"));

    /**
     * @param mapped the columns that {@code mapping.yaml} names; a custom route has others
     * @param keyColumn holds the referral's id; empty where there is none
     */
    public Hooks(Set<String> mapped, String keyColumn) {
        mapped.forEach(column -> kept.add(logical(column)));
        kept.add(logical(keyColumn));
    }

    /** The hook in which an exchange is, or in which it failed; null outside of any. */
    static String inside(Exchange exchange) {
        return exchange.getProperty(INSIDE, String.class);
    }

    public boolean beforeLead(@Variable("run") Run run, CamelContext context) {
        return run.isWantsLead() && exists(context, BEFORE_LEAD);
    }

    public boolean beforeReferral(@Variable("run") Run run, CamelContext context) {
        return run.isUpdatesReferral() && exists(context, BEFORE_REFERRAL);
    }

    public void enterLead(@Variable("run") Run run, Exchange exchange) {
        enter(exchange, BEFORE_LEAD, run, run.plan().leadWrite());
    }

    public void enterReferral(@Variable("run") Run run, Exchange exchange) {
        enter(
                exchange,
                BEFORE_REFERRAL,
                run,
                run.plan().referralPatch(run.plan().referralFields()));
    }

    /** For a custom route: ends the run on the record, so that nothing is written. */
    public void leaveOut(@Variable("run") Run run, Exchange exchange) {
        run.end(Outcome.Kind.OUT_OF_SCOPE, "left out by the route " + inside(exchange));
    }

    /** Takes the variables {@code lead.COLUMN} over into what is written to the lead; only one hook may set them. */
    public void leave(@Variable("run") Run run, Exchange exchange) {
        String hook = inside(exchange);
        ObjectNode columns = JSON.createObjectNode();
        Map<String, Object> variables = exchange.getVariables();
        for (String name : List.copyOf(variables.keySet())) {
            if (name.startsWith(COLUMN)) {
                String column = name.substring(COLUMN.length());
                requireFree(hook, column);
                columns.set(column, JSON.valueToTree(exchange.removeVariable(name)));
            }
        }
        run.leadInHand().add(columns);
        exchange.removeProperty(INSIDE);
    }

    /** After a run whose ending is on disk: what fails here is said, and changes nothing. */
    void ended(ProducerTemplate routes, Run run) {
        CamelContext context = routes.getCamelContext();
        if (run.outcome() == null) {
            return;
        }
        if (exists(context, AFTER_RUN)) {
            tell(routes, AFTER_RUN, run);
        }
        if (run.outcome().kind() == Outcome.Kind.PARKED && exists(context, ON_PARKING)) {
            tell(routes, ON_PARKING, run);
        }
    }

    private static void tell(ProducerTemplate routes, String hook, Run run) {
        Exchange answer =
                routes.send("direct:" + hook, exchange -> exchange.getMessage().setBody(outcome(run)));
        if (answer.getException() != null) {
            LOG.warn(
                    "Referral {}: the route {} failed; the outcome is recorded and nothing else changes: {}",
                    run.getReferralId(),
                    hook,
                    answer.getException().toString());
        }
    }

    private static Map<String, Object> outcome(Run run) {
        Map<String, Object> body = ids(run);
        body.put("outcome", run.outcome().kind().text());
        body.put("reason", run.outcome().reason());
        body.put("written", List.copyOf(run.written().keySet()));
        if (run.outcome().parked() != null) {
            body.putAll(JSON.convertValue(run.outcome().parked(), new TypeReference<Map<String, Object>>() {}));
        }
        return body;
    }

    private static void enter(Exchange exchange, String hook, Run run, JsonNode write) {
        exchange.setProperty(INSIDE, hook);
        Map<String, Object> body = ids(run);
        body.put("referral", JSON.convertValue(run.referral(), Object.class));
        body.put("lead", JSON.convertValue(run.lead(), Object.class));
        body.put("write", JSON.convertValue(write, Object.class));
        exchange.getMessage().setBody(body);
    }

    private static Map<String, Object> ids(Run run) {
        Map<String, Object> ids = new LinkedHashMap<>();
        ids.put("referralId", run.getReferralId());
        ids.put("leadId", run.getLeadId());
        return ids;
    }

    private void requireFree(String hook, String column) {
        if (!hook.equals(BEFORE_LEAD)) {
            String reason = hook + " sets lead." + column + ", which only " + BEFORE_LEAD + " may";
            throw new ParkPair(Trouble.CUSTOM_ROUTE, reason, hook);
        }
        if (kept.contains(logical(column))) {
            String reason = BEFORE_LEAD + " sets the column " + column + ", which mapping.yaml keeps in step";
            throw new ParkPair(Trouble.CUSTOM_ROUTE, reason, BEFORE_LEAD);
        }
    }

    /** A lookup is read as {@code _name_value} and written as {@code name@odata.bind}. */
    private static String logical(String column) {
        Matcher lookup = LOOKUP.matcher(column);
        String name = !lookup.matches() ? column : lookup.group(1) == null ? lookup.group(2) : lookup.group(1);
        return name.toLowerCase(Locale.ROOT);
    }

    private static boolean exists(CamelContext context, String hook) {
        String endpoint = "direct://" + hook;
        return context.getRoutes().stream()
                .anyMatch(route -> route.getEndpoint().getEndpointUri().equals(endpoint));
    }
}
