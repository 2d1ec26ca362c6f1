package org.referralconnectors.check;

import static org.referralconnectors.settings.Setting.DYNAMICS_POLL_MODE;
import static org.referralconnectors.settings.Setting.DYNAMICS_REFERRAL_KEY_COLUMN;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.referralconnectors.auth.Audience;
import org.referralconnectors.auth.Tokens;
import org.referralconnectors.settings.Settings;

/** The application user, what it may do, and how the organisation keeps its leads. */
public final class DynamicsCheck {

    static final String WHERE = "dynamics";
    static final String LEAD = "EntityDefinitions(LogicalName='lead')";

    private final Settings settings;
    private final Owners owners;
    private final Tokens tokens;
    private final Questions questions;
    private final Report report;

    public DynamicsCheck(Settings settings, Owners owners, Tokens tokens, Remote remote, Report report) {
        this.settings = settings;
        this.owners = owners;
        this.tokens = tokens;
        this.questions = new Questions(remote);
        this.report = report;
    }

    /**
     * @param knownOrganisation the one that the store was filled from, if any
     * @return who we are there; empty where nothing more can be seen
     */
    public Optional<String> look(Optional<String> knownOrganisation) {
        report.look(WHERE, "token", () -> {
            tokens.token(Audience.DYNAMICS);
            report.ok(WHERE, "token", "of the application itself");
        });
        if (tokens.failure(Audience.DYNAMICS).isPresent()) {
            return Optional.empty();
        }
        Optional<String> user = applicationUser(knownOrganisation);
        user.ifPresent(id -> {
            report.look(WHERE, "privileges", () -> new Privileges(!owners.isEmpty(), report)
                    .look(questions.privileges(id)));
            report.look(WHERE, "change tracking", this::changeTracking);
            report.look(WHERE, "alternate key", this::alternateKey);
            owners.look(questions, report);
        });
        return user;
    }

    private Optional<String> applicationUser(Optional<String> known) {
        String[] user = new String[1];
        report.look(WHERE, "application user", () -> {
            JsonNode who = questions.get("WhoAmI", null);
            String organisation = who.path("OrganizationId").asText();
            user[0] = who.path("UserId").asText();
            report.ok(WHERE, "application user", "known to organisation " + organisation);
            if (known.filter(id -> !id.equalsIgnoreCase(organisation)).isPresent()) {
                report.mend(
                        "store",
                        "organisation",
                        "it was filled from organisation " + known.get() + ", and dynamics.url is " + organisation,
                        "use another store.url for this one, or correct dynamics.url");
            }
        });
        return Optional.ofNullable(user[0]);
    }

    private void changeTracking() {
        boolean needed = settings.text(DYNAMICS_POLL_MODE).equals("delta");
        JsonNode lead = questions.get(LEAD, "$select=ChangeTrackingEnabled");
        if (lead.path("ChangeTrackingEnabled").asBoolean()) {
            report.ok(WHERE, "change tracking", "is on for leads");
        } else if (needed) {
            report.mend(
                    WHERE,
                    "change tracking",
                    "is off for leads",
                    "turn it on in " + Portal.LEAD + " > Properties > Advanced options > Track changes, or set"
                            + " dynamics.poll-mode = modified-on");
        } else {
            report.note(WHERE, "change tracking", "is off, and modified-on polling can't see deleted leads");
        }
    }

    private void alternateKey() {
        String column = settings.text(DYNAMICS_REFERRAL_KEY_COLUMN);
        if (column.isEmpty()) {
            return;
        }
        for (JsonNode key : questions
                .get(LEAD + "/Keys", "$select=KeyAttributes,EntityKeyIndexStatus")
                .path("value")) {
            if (key.path("KeyAttributes").size() == 1
                    && key.at("/KeyAttributes/0").asText().equals(column)) {
                keyStatus(column, key.path("EntityKeyIndexStatus").asText());
                return;
            }
        }
        report.mend(
                WHERE,
                "alternate key",
                "there is none over the column " + column + " alone",
                "make it in " + Portal.LEAD + " > Keys > New key, or empty dynamics.referral-key-column");
    }

    private void keyStatus(String column, String status) {
        if (status.equals("Active")) {
            report.ok(WHERE, "alternate key", "over " + column + " is active");
            return;
        }
        String remedy = status.equals("Failed")
                ? "two leads hold the same referral id: mend them, then reactivate the key in "
                : "wait until its index is built, and look at it in ";
        report.mend(
                WHERE,
                "alternate key",
                "over " + column + " is " + status + ", so it keeps nothing apart",
                remedy + Portal.LEAD + " > Keys");
    }
}
