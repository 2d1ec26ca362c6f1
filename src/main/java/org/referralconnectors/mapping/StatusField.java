package org.referralconnectors.mapping;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The status of both sides, {@code Active/Accepted} and {@code 0/2}. It is merged by rank, not by who wins. */
public final class StatusField extends Field {

    private static final JsonPointer STATUS = JsonPointer.compile("/status");
    private static final JsonPointer SUBSTATUS = JsonPointer.compile("/substatus");
    private static final JsonPointer REASON = JsonPointer.compile("/statusReason");

    private static final String LEAD_DELETED = "The lead was deleted";

    private final StatusTable table;
    private final Set<String> leadStatuses;

    StatusField(Row row, StatusTable table, Set<String> leadStatuses) {
        super(row);
        this.table = table;
        this.leadStatuses = Set.copyOf(leadStatuses);
    }

    public StatusTable table() {
        return table;
    }

    @Override
    Set<String> columns() {
        return Set.of("statecode", "statuscode");
    }

    @Override
    public String referral(JsonNode referral) {
        return joined(Text.of(referral.at(STATUS)), Text.of(referral.at(SUBSTATUS)));
    }

    @Override
    public String lead(JsonNode lead, Terms terms) {
        return joined(Text.of(lead.path("statecode")), Text.of(lead.path("statuscode")));
    }

    /** Where the referral's status would bring an open lead. */
    @Override
    public Converted toLead(String referralValue, Terms terms) {
        String target = table.leadMove(referralValue).orElse(null);
        if (target == null) {
            return Converted.refused("status-not-mapped", "no status reason stands for this status", null);
        }
        return exists(target, terms.organisation())
                ? Converted.to(target)
                : Converted.refused(
                        "option-missing", missing(target), "name a reason that it has under statuses: in mapping.yaml");
    }

    @Override
    public Converted toReferral(String leadValue, Terms terms) {
        return Converted.refused("by-rank", "a status is merged by rank", null);
    }

    @Override
    public boolean same(String referralValue, String leadValue, Terms terms) {
        return table.isInStep(referralValue, leadValue);
    }

    @Override
    public void writeLead(ObjectNode body, JsonNode lead, String leadValue, Terms terms) {
        body.put("statecode", number(StatusTable.status(leadValue)));
        body.put("statuscode", reason(leadValue));
    }

    /** The reason first: nothing can be written to a referral once it is closed. */
    @Override
    public void patchReferral(ArrayNode operations, JsonNode referral, JsonNode lead, String value, Terms terms) {
        if (StatusTable.isClosed(value)) {
            Patch.set(operations, referral, REASON, TextNode.valueOf(label(lead, terms)));
        }
        Patch.set(operations, referral, STATUS, TextNode.valueOf(StatusTable.status(value)));
        Patch.set(operations, referral, SUBSTATUS, TextNode.valueOf(value.substring(value.indexOf('/') + 1)));
    }

    @Override
    List<String> check(Organisation organisation) {
        List<String> problems = new ArrayList<>(Columns.check(organisation, "statecode", Set.of("State")));
        problems.addAll(Columns.check(organisation, "statuscode", Set.of("Status")));
        if (problems.isEmpty()) {
            leadStatuses.stream()
                    .filter(status -> !exists(status, organisation))
                    .sorted()
                    .map(StatusField::missing)
                    .forEach(problems::add);
        }
        return problems;
    }

    private static boolean exists(String leadStatus, Organisation organisation) {
        Column reasons = organisation.columns().get("statuscode");
        Option option = reasons == null ? null : reasons.options().get(reason(leadStatus));
        return option != null
                && Integer.valueOf(number(StatusTable.status(leadStatus))).equals(option.statecode());
    }

    private static String missing(String leadStatus) {
        return "the lead has no status reason " + leadStatus + " in this organisation";
    }

    private static String label(JsonNode lead, Terms terms) {
        if (lead == null) {
            return LEAD_DELETED;
        }
        Column reasons = terms.column("statuscode");
        Option option = reasons == null
                ? null
                : reasons.options().get(lead.path("statuscode").asInt());
        return option == null ? lead.path("statuscode").asText() : option.label();
    }

    private static String joined(String first, String second) {
        return second.isEmpty() ? first : first + "/" + second;
    }

    private static int reason(String leadStatus) {
        return number(leadStatus.substring(leadStatus.indexOf('/') + 1));
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }
}
