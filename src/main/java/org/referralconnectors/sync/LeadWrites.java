package org.referralconnectors.sync;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.referralconnectors.dynamics.Leads;
import org.referralconnectors.dynamics.ODataError;
import org.referralconnectors.mapping.FieldMap;
import org.referralconnectors.sync.plan.FieldPlan;
import org.referralconnectors.values.Owner;

/** What is sent to a lead: all in one write, and in pieces where that is refused for one of its values. */
final class LeadWrites {

    /** Without these Dataverse or its forms take no lead. */
    private static final Set<String> NEEDED = Set.of("subject", "lastname", "companyname");

    private final Leads leads;
    private final FieldMap map;
    private final String defaultOwner;

    LeadWrites(Leads leads, FieldMap map, String defaultOwner) {
        this.leads = leads;
        this.map = map;
        this.defaultOwner = defaultOwner;
    }

    LeadWrite whole(Run run, Set<String> fields) {
        ObjectNode body = leadBody(run, fields);
        key(run).ifPresent(body::setAll);
        added(run).ifPresent(body::setAll);
        return new LeadWrite(LeadWrite.Part.WHOLE, fields, body);
    }

    /** A lead that is not there can't be meant by a create: what the create names is gone. */
    static boolean isAboutAValue(Run run, int status, String code) {
        return switch (status) {
            case 400, 422 -> true;
            case 403 -> ODataError.SECURED.contains(code);
            case 404 -> run.lead() == null && ODataError.NO_SUCH_ROW.equals(code);
            default -> false;
        };
    }

    /** A lead begins with what it can't do without; a status comes last, since a closed lead takes nothing more. */
    List<LeadWrite> pieces(Run run, Set<String> fields) {
        List<LeadWrite> pieces = new ArrayList<>();
        Set<String> left = new LinkedHashSet<>(fields);
        if (run.lead() == null) {
            Set<String> first = new LinkedHashSet<>(fields);
            first.removeIf(field -> Collections.disjoint(map.columns(field), NEEDED));
            left.removeAll(first);
            pieces.add(new LeadWrite(LeadWrite.Part.PIECE, first, leadBody(run, first)));
        }
        key(run).ifPresent(key -> pieces.add(new LeadWrite(LeadWrite.Part.PIECE, Set.of(), key)));
        run.plan().status().map(FieldPlan::field).filter(left::remove).ifPresent(left::add);
        left.forEach(field -> pieces.add(
                new LeadWrite(LeadWrite.Part.PIECE, Set.of(field), run.plan().leadWrite(Set.of(field)))));
        added(run).ifPresent(columns -> pieces.add(new LeadWrite(LeadWrite.Part.CUSTOM, Set.of(), columns)));
        return pieces;
    }

    private ObjectNode leadBody(Run run, Set<String> fields) {
        ObjectNode body = run.plan().leadWrite(fields);
        if (run.lead() == null) {
            bindOwner(run, body);
        }
        return body;
    }

    /** Our own key, for a lead that lacks it. */
    private Optional<ObjectNode> key(Run run) {
        String key = run.lead() == null ? "" : leads.missingKeyColumn(run.lead(), run.getReferralId());
        return key.isEmpty() || mayBeTaken(run)
                ? Optional.empty()
                : Optional.of(JsonNodeFactory.instance.objectNode().put(key, run.getReferralId()));
    }

    private static Optional<ObjectNode> added(Run run) {
        return Optional.ofNullable(run.leadInHand().added());
    }

    /** A lead that the pair had before, or that was merged into this one, may still carry the key: no two can. */
    private static boolean mayBeTaken(Run run) {
        return run.pair().knownLeadIds().stream().anyMatch(id -> !id.equals(run.getLeadId()));
    }

    private void bindOwner(Run run, ObjectNode body) {
        String owner = map.owner(FieldMap.country(run.referral())).orElse(defaultOwner);
        Owner.read(owner).ifPresent(known -> body.put("ownerid@odata.bind", "/" + known.path()));
    }
}
