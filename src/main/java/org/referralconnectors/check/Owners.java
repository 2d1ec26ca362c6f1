package org.referralconnectors.check;

import static org.referralconnectors.settings.Setting.DYNAMICS_OWNER;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.referralconnectors.mapping.FieldMap;
import org.referralconnectors.settings.Settings;
import org.referralconnectors.values.Owner;

/** Whether those who are to own new leads are in the organisation, and can own a lead there. */
public final class Owners {

    private static final String WHAT = "owner";
    private static final int ACCESS_TEAM = 1;
    private static final String TABLE = "owners in mapping.yaml: ";

    /** Owner, and where it is named. */
    private final Map<String, String> named = new TreeMap<>();

    /** @param map where there is one that can be read */
    public Owners(Settings settings, Optional<FieldMap> map) {
        new TreeMap<>(map.map(FieldMap::owners).orElse(Map.of()))
                .forEach((country, owner) -> named.merge(owner, TABLE + country, (one, more) -> one + ", " + country));
        if (settings.has(DYNAMICS_OWNER)) {
            named.merge(
                    settings.text(DYNAMICS_OWNER), DYNAMICS_OWNER.key(), (table, setting) -> setting + ", " + table);
        }
    }

    boolean isEmpty() {
        return named.isEmpty();
    }

    void look(Questions questions, Report report) {
        named.forEach((owner, where) -> report.look(
                DynamicsCheck.WHERE,
                WHAT,
                () -> look(questions, report, Owner.read(owner).orElseThrow(), where)));
    }

    private static void look(Questions questions, Report report, Owner owner, String where) {
        boolean team = owner.isTeam();
        try {
            JsonNode row = questions.get(owner.path(), team ? "$select=name,teamtype" : "$select=fullname,isdisabled");
            String name = row.path(team ? "name" : "fullname").asText();
            if (row.path("isdisabled").asBoolean()) {
                mend(report, "the user " + name + " is disabled", where);
            } else if (team && row.path("teamtype").asInt() == ACCESS_TEAM) {
                mend(report, "the team " + name + " is an access team, which can't own a lead", where);
            } else {
                report.ok(DynamicsCheck.WHERE, WHAT, name + " (" + where + ")");
            }
        } catch (Refused refused) {
            if (refused.status() != 404) {
                throw refused;
            }
            mend(report, "the organisation has no " + (team ? "team " : "user ") + owner.id(), where);
        }
    }

    private static void mend(Report report, String problem, String where) {
        report.mend(
                DynamicsCheck.WHERE,
                WHAT,
                problem,
                "correct " + where + " (Power Platform admin center > Environments > the environment > Settings >"
                        + " Users + permissions)");
    }
}
