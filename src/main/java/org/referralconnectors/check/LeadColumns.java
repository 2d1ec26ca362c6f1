package org.referralconnectors.check;

import static org.referralconnectors.settings.Setting.DYNAMICS_SUBJECT_TEMPLATE;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.referralconnectors.dynamics.Learning;
import org.referralconnectors.dynamics.Organisations;
import org.referralconnectors.mapping.Column;
import org.referralconnectors.mapping.FieldMap;
import org.referralconnectors.mapping.MappingProblem;
import org.referralconnectors.mapping.Organisation;
import org.referralconnectors.mapping.Subject;
import org.referralconnectors.settings.Settings;

/** The lead's columns, options and currencies as the organisation has them, against {@code mapping.yaml}. */
public final class LeadColumns {

    static final String WHERE = "mapping";
    private static final int READABLE_NAME = 20;
    private static final String ID = "00000000-0000-0000-0000-000000000000";

    /** What the columns of the delivered map hold where nobody changed them, in UTF-16 units. */
    private static final Map<String, Integer> STOCK = Map.ofEntries(
            Map.entry("firstname", 50),
            Map.entry("lastname", 50),
            Map.entry("companyname", 100),
            Map.entry("emailaddress1", 100),
            Map.entry("telephone1", 50),
            Map.entry("jobtitle", 100),
            Map.entry("description", 2000),
            Map.entry("address1_line1", 250),
            Map.entry("address1_line2", 250),
            Map.entry("address1_city", 80),
            Map.entry("address1_stateorprovince", 50),
            Map.entry("address1_postalcode", 20),
            Map.entry("address1_country", 80));

    private final Settings settings;
    private final FieldMap map;
    private final Questions questions;
    private final Report report;
    private final Clock clock;

    public LeadColumns(Settings settings, FieldMap map, Remote remote, Report report, Clock clock) {
        this.settings = settings;
        this.map = map;
        this.questions = new Questions(remote);
        this.report = report;
        this.clock = clock;
    }

    /** @param currencies in which referrals are */
    public void look(Set<String> currencies) {
        report.look("dynamics", "columns", () -> {
            Organisation organisation = learn();
            fit(map.check(organisation));
            subject(organisation.columns().get("subject"));
            lengths(organisation);
            definitions();
            new SecuredColumns(map, report).look(organisation);
            Currencies.look(organisation, currencies, report);
        });
    }

    private Organisation learn() {
        Organisations organisations = new Organisations(id -> {}, clock);
        Learning learning = organisations.learn();
        while (learning.isMore()) {
            organisations.take(learning, questions.get(learning.getPath(), learning.getQuery()));
        }
        return organisations.current();
    }

    private void fit(List<MappingProblem> problems) {
        problems.forEach(problem -> report.mend(
                WHERE,
                problem.source() + " line " + problem.line() + ", " + problem.key(),
                problem.problem(),
                "correct the row, or add what is missing in " + Portal.LEAD + " > Columns"));
        if (problems.isEmpty()) {
            report.ok(WHERE, "columns", "every column and option that " + fields() + " name is there");
        }
    }

    private String fields() {
        return map.fields().size() + " fields";
    }

    private void subject(Column subject) {
        if (subject == null || subject.maxLength() == null) {
            return;
        }
        String frame = new Subject(settings.text(DYNAMICS_SUBJECT_TEMPLATE)).render("", ID, Integer.MAX_VALUE);
        int room = subject.maxLength() - frame.length();
        if (room >= READABLE_NAME) {
            report.ok(WHERE, "subject", "holds " + subject.maxLength() + " characters");
            return;
        }
        report.mend(
                WHERE,
                "subject",
                "the column holds " + subject.maxLength() + " characters, which leaves " + Math.max(0, room)
                        + " for the name beside the referral's id",
                "widen it in " + Portal.LEAD + " > Columns > Topic > Advanced options > Maximum character count, or"
                        + " shorten dynamics.subject-template");
    }

    private void lengths(Organisation organisation) {
        STOCK.forEach((name, stock) -> {
            Column column = organisation.columns().get(name);
            boolean mapped = map.leadColumns().contains(name);
            if (mapped && column != null && column.maxLength() != null && column.maxLength() < stock) {
                report.note(
                        WHERE,
                        name,
                        "was shortened to " + column.maxLength() + " characters (as delivered: " + stock
                                + "): longer texts are cut");
            }
        });
    }

    /** Dataverse does not enforce what forms require, so nothing would tell. */
    private void definitions() {
        JsonNode columns = questions
                .get(
                        DynamicsCheck.LEAD + "/Attributes",
                        "$select=LogicalName,RequiredLevel,IsValidForCreate,IsValidForUpdate")
                .path("value");
        List<String> required = new ArrayList<>();
        for (JsonNode column : columns) {
            String name = column.path("LogicalName").asText();
            boolean mapped = map.readsColumn(name);
            if (!mapped && column.at("/RequiredLevel/Value").asText().equals("ApplicationRequired")) {
                required.add(name);
            }
            boolean writable = column.path("IsValidForCreate").asBoolean()
                    || column.path("IsValidForUpdate").asBoolean();
            if (!writable && map.writtenColumns().contains(name)) {
                readOnly(name);
            }
        }
        if (!required.isEmpty()) {
            report.note(
                    WHERE,
                    "required columns",
                    "forms want " + String.join(", ", new TreeSet<>(required))
                            + " filled, and no row of mapping.yaml fills them: add rows, or set them to optional in "
                            + Portal.LEAD + " > Columns");
        }
    }

    private void readOnly(String name) {
        report.mend(WHERE, name, "the column can't be written", "map another column in mapping.yaml");
    }
}
