package org.referralconnectors.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.Variable;
import org.referralconnectors.auth.NotTheService;
import org.referralconnectors.dynamics.Leads;
import org.referralconnectors.dynamics.ODataError;
import org.referralconnectors.mapping.Subject;
import org.referralconnectors.store.Pairs;
import org.referralconnectors.values.Guid;

/**
 * Which lead belongs to a referral: the stored pair's, else the one that the referral names, else the one whose subject
 * holds its id.
 */
public final class Identity {

    private static final int DEEPEST_MERGE = 5;
    private static final String GET = "dynamics-get-lead";
    private static final String FIND = "dynamics-find-leads";

    private final Pairs pairs;
    private final Subject subject;
    private final Leads leads;

    public Identity(Pairs pairs, Subject subject, Leads leads) {
        this.pairs = pairs;
        this.subject = subject;
        this.leads = leads;
    }

    public void referralRead(@Variable("run") Run run, @Body JsonNode referral) throws NotTheService {
        run.referralRead(Answers.referral(referral, run.getReferralId()));
        run.memory().engagement(Guid.canonical(referral.path("engagementId").asText(null)));
        if (!run.hadLead() && run.lead() != null && namesAnotherLead(run)) {
            run.alsoRequested().add(run.getReferralId());
            throw new Stale("the referral names another lead than the one whose subject holds its id");
        }
    }

    public void leadRead(
            @Variable("run") Run run, @Header(Exchange.HTTP_RESPONSE_CODE) int status, @Body JsonNode answer)
            throws NotTheService {
        if (status == 404 && !ODataError.isOfNoRow(answer.toString())) {
            throw new NotTheService(status); // it is about the address, which is wrong for every lead
        }
        if (run.isLeadThere()) {
            thereAlready(status);
        }
        if (status == 404) {
            run.leadInHand().isGone();
            return;
        }
        found(run, Answers.lead(answer), GET);
    }

    public void choose(@Variable("run") Run run, @Body JsonNode answer) throws NotTheService {
        JsonNode found = Answers.leads(answer).path("value");
        try {
            candidate(run, ours(run, found)).ifPresent(lead -> found(run, lead, FIND));
        } catch (ParkPair several) {
            run.leadInHand().isUnfit(several);
        }
    }

    /**
     * Takes the referral id from the lead's subject; a seller may have deleted it, then the stored pair, our own key or
     * the lead that was merged still knows.
     */
    public void readSubject(@Variable("run") Run run) {
        if (run.lead() != null && !run.hadLead() && named(run, run.lead()).isPresent()) {
            throw new Stale("the lead's subject changed meanwhile");
        }
    }

    /** Another referral that a lead names. */
    private Optional<String> named(Run run, JsonNode lead) {
        return subject.referralId(lead.path("subject").asText("")).filter(id -> !id.equals(run.getReferralId()));
    }

    /** A create was refused because its key is taken. */
    private static void thereAlready(int status) {
        if (status == 404) {
            throw new ParkPair(Trouble.LEAD_NOT_VISIBLE, "a lead of this key exists (0x80040237), and can't be read");
        }
        throw new Stale("the lead was made meanwhile");
    }

    private void found(Run run, JsonNode lead, String step) {
        LeadInHand hand = run.leadInHand();
        if (lead.path("merged").asBoolean() && lead.hasNonNull("_masterid_value")) {
            String id = Guid.canonical(lead.path("leadid").asText());
            String master = Guid.canonical(lead.path("_masterid_value").asText());
            whyNotTo(run, master, step).ifPresentOrElse(hand::isUnfit, () -> hand.livesOnIn(id, master));
            return;
        }
        hand.was(lead);
        if (hand.followed() > 0 && !run.hadLead()) {
            named(run, lead).map(other -> named(other, hand.id(), step)).ifPresent(hand::isUnfit);
        }
    }

    /** Why a merged lead is not followed to its master; empty where it is. */
    private Optional<ParkPair> whyNotTo(Run run, String master, String step) {
        LeadInHand hand = run.leadInHand();
        if (hand.followed() == DEEPEST_MERGE || hand.is(master)) {
            String why = "the lead was merged in a circle, or more than " + DEEPEST_MERGE + " times over, last into "
                    + master;
            return Optional.of(new ParkPair(Trouble.MERGED_TOO_OFTEN, why, step));
        }
        return pairs.findByLead(master)
                .filter(other -> !other.referralId().equals(run.getReferralId()))
                .map(other -> two("the lead was merged into " + master + ", which belongs to another referral", step));
    }

    private static ParkPair named(String other, String master, String step) {
        return two("the lead was merged into " + master + ", whose subject names referral " + other, step);
    }

    private static ParkPair two(String why, String step) {
        return new ParkPair(Trouble.TWO_REFERRALS_ONE_LEAD, "two referrals, one lead: " + why, step);
    }

    private List<JsonNode> ours(Run run, JsonNode found) {
        List<JsonNode> ours = new ArrayList<>();
        for (JsonNode lead : found) {
            boolean another = pairs.findByLead(
                            Guid.canonical(lead.path("leadid").asText()))
                    .filter(pair -> !pair.referralId().equals(run.getReferralId()))
                    .isPresent();
            if (!another) {
                ours.add(lead);
            }
        }
        return ours;
    }

    private Optional<JsonNode> candidate(Run run, List<JsonNode> found) {
        Optional<JsonNode> keyed = found.stream()
                .filter(lead -> leads.hasOurKey(lead, run.getReferralId()))
                .findFirst();
        Optional<JsonNode> named =
                found.stream().filter(lead -> isNamed(run, lead)).findFirst();
        List<JsonNode> bySubject = found.stream()
                .filter(lead -> subject.holds(lead.path("subject").asText(""), run.getReferralId()))
                .toList();
        return named.or(() -> keyed).or(() -> one(bySubject));
    }

    private boolean isNamed(Run run, JsonNode lead) {
        String id = Guid.canonical(lead.path("leadid").asText());
        return id.equals(run.getNamedLead()) && named(run, lead).isEmpty();
    }

    private static boolean namesAnotherLead(Run run) {
        return !run.getNamedLead().isEmpty() && !run.leadInHand().is(run.getNamedLead());
    }

    private static Optional<JsonNode> one(List<JsonNode> found) {
        if (found.size() < 2) {
            return found.stream().findFirst();
        }
        List<JsonNode> open = found.stream()
                .filter(lead -> lead.path("statecode").asInt() == 0)
                .toList();
        if (open.size() == 1) {
            return open.stream().findFirst();
        }
        String ids = found.stream().map(lead -> lead.path("leadid").asText()).collect(Collectors.joining(", "));
        throw new ParkPair(Trouble.SEVERAL_LEADS, "several leads name this referral: " + ids, FIND);
    }
}
