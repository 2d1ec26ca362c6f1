package org.referralconnectors.check;

import static org.referralconnectors.settings.Setting.PARTNER_CENTER_TENANT_ID;
import static org.referralconnectors.settings.Setting.PARTNER_CENTER_WEBHOOK_PUBLIC_URL;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;
import org.referralconnectors.auth.Audience;
import org.referralconnectors.auth.TokenClaims;
import org.referralconnectors.auth.Tokens;
import org.referralconnectors.check.Remote.Question;
import org.referralconnectors.partnercenter.Registration;
import org.referralconnectors.settings.Settings;
import org.referralconnectors.values.Guid;

/** The service account's tokens, what it may read, and where the events go. */
public final class PartnerCenterCheck {

    private static final String WHERE = "partner-center";
    private static final String NEWEST = "$orderby=updatedDateTime%20desc&$top=50";

    private final Settings settings;
    private final Tokens tokens;
    private final Remote remote;
    private final Report report;
    private final Set<String> currencies = new TreeSet<>();

    public PartnerCenterCheck(Settings settings, Tokens tokens, Remote remote, Report report) {
        this.settings = settings;
        this.tokens = tokens;
        this.remote = remote;
        this.report = report;
    }

    /** @return the currencies of the newest referrals, by ISO code */
    public Set<String> look() {
        report.look(WHERE, "token", () -> token(TokenClaims.of(tokens.token(Audience.PARTNER_CENTER))));
        if (tokens.failure(Audience.PARTNER_CENTER).isEmpty()) {
            report.look(WHERE, "referrals", this::referrals);
            report.look(WHERE, "webhook registration", this::registration);
        }
        return currencies;
    }

    private void token(TokenClaims claims) {
        String ours = settings.text(PARTNER_CENTER_TENANT_ID);
        String theirs = claims.tenant().orElse(ours);
        if (Guid.isOne(ours) && !Guid.canonical(theirs).equals(Guid.canonical(ours))) {
            report.mend(
                    WHERE,
                    "tenant",
                    "the token is of tenant " + theirs + ", not of partner-center.tenant-id",
                    "run login as the service account of the partner tenant, or correct the setting (Entra admin center"
                            + " > Overview > Tenant ID)");
        }
        if (claims.lacksSecondFactor()) {
            report.mend(
                    WHERE,
                    "second factor",
                    "the token says that " + claims.user().orElse("the account") + " signed in without one",
                    "turn on multi-factor authentication for it (Entra admin center > Protection > Conditional Access),"
                            + " then run login");
        } else {
            report.ok(WHERE, "token", "of a user" + (claims.factors().isPresent() ? ", with a second factor" : ""));
        }
    }

    private void referrals() {
        JsonNode page = remote.ask("direct:partner-center-list-referrals", new Question(null, NEWEST, null));
        page.path("value").forEach(referral -> {
            String currency = referral.at("/details/currency").asText("");
            if (!currency.isEmpty()) {
                currencies.add(currency);
            }
        });
        report.ok(WHERE, "referrals", page.path("value").size() + " of the newest can be read");
    }

    private void registration() {
        try {
            JsonNode answer = remote.ask("direct:partner-center-get-registration", Question.NONE);
            registered(Registration.of(answer), settings.text(PARTNER_CENTER_WEBHOOK_PUBLIC_URL));
        } catch (Refused refused) {
            if (refused.status() != 404) {
                throw refused;
            }
            report.mend(
                    WHERE,
                    "webhook registration",
                    "no address is registered, so changes are found by the sweep alone",
                    "run webhook register");
        }
    }

    private void registered(Registration registration, String ours) {
        if (ours.isEmpty()) {
            report.note(WHERE, "webhook registration", "is at " + registration.url() + ", whoever made it");
        } else if (!registration.isAt(ours)) {
            String whose = registration.looksLikeAFlow() ? ", which looks like a flow of Power Automate" : "";
            report.mend(
                    WHERE,
                    "webhook registration",
                    "another address is registered" + whose + ": " + registration.url(),
                    "find out whose it is; if it is no longer needed, run webhook register --take-over");
        } else if (!registration.lacking().isEmpty()) {
            report.mend(
                    WHERE,
                    "webhook registration",
                    "it lacks the events " + String.join(", ", registration.lacking()),
                    "run webhook register");
        } else {
            report.ok(WHERE, "webhook registration", "at " + ours);
        }
    }
}
