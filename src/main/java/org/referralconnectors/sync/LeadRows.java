package org.referralconnectors.sync;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.referralconnectors.dynamics.ChangedRows;
import org.referralconnectors.mapping.Subject;
import org.referralconnectors.store.Cause;
import org.referralconnectors.store.Event;
import org.referralconnectors.store.Pairs.Owner;
import org.referralconnectors.store.Priority;
import org.referralconnectors.store.Tables;

/**
 * Whose the leads of a page are. A row belongs to the pair that owns its lead id, else to the referral whose id stands
 * in its subject; otherwise it is somebody's ordinary lead.
 */
public final class LeadRows {

    /**
     * What a page asks for.
     *
     * @param concerned rows of pairs, whether they ask for a run or not
     * @param owners referrals whose own lead the page shows
     */
    record Found(List<Event> events, List<ChangedRows.Row> concerned, Set<String> owners) {

        private void add(String referralId, String leadId, Priority priority) {
            events.add(new Event(referralId, Cause.LEAD_POLL, priority, leadId));
        }
    }

    private final Tables tables;
    private final RunMeters meters;
    private final Subject subject;

    public LeadRows(Tables tables, RunMeters meters, Subject subject) {
        this.tables = tables;
        this.meters = meters;
        this.subject = subject;
    }

    Found find(ChangedRows page, Priority priority) {
        Set<String> ids = new HashSet<>(page.deleted());
        page.rows().forEach(row -> ids.add(row.id()));
        Map<String, Owner> owners = tables.pairs().byLeadIds(ids);
        Found found = new Found(new ArrayList<>(), new ArrayList<>(), new HashSet<>());
        Map<ChangedRows.Row, String> named = new HashMap<>();
        for (ChangedRows.Row row : page.rows()) {
            Owner owner = owners.get(row.id());
            if (owner != null) {
                changed(found, row, owner, priority);
            } else {
                subject.referralId(row.text("subject")).ifPresent(id -> named.put(row, id));
            }
        }
        named(found, named, priority);
        for (String deleted : page.deleted()) {
            if (owners.containsKey(deleted)) {
                found.add(owners.get(deleted).referralId(), deleted, priority);
            }
        }
        return found;
    }

    private void changed(Found found, ChangedRows.Row row, Owner owner, Priority priority) {
        found.owners().add(owner.referralId());
        found.concerned().add(row);
        if (row.etag().equals(owner.leadEtag())) {
            meters.echoSuppressed();
        } else {
            found.add(owner.referralId(), row.id(), priority);
        }
    }

    private void named(Found found, Map<ChangedRows.Row, String> named, Priority priority) {
        Set<String> ids = new HashSet<>(named.values());
        Set<String> none = tables.notReferrals().among(ids);
        Map<String, String> leads = tables.pairs().leads(ids);
        named.forEach((row, id) -> {
            String lead = leads.get(id);
            if (none.contains(id)) {
                return;
            }
            found.concerned().add(row);
            if (lead != null && !lead.equals(row.id())) {
                meters.duplicateLead(id, row.id());
            } else {
                found.add(id, row.id(), priority);
            }
        });
    }
}
