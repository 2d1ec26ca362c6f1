package org.referralconnectors.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.referralconnectors.check.Refused;
import org.referralconnectors.check.Remote;
import org.referralconnectors.check.Remote.Question;
import org.referralconnectors.partnercenter.Registration;

/** The webhook registration API of Partner Center. */
final class Registrations {

    /** Camel's filter takes whole ids. */
    static final String ROUTES = String.join(
            ",",
            "partner-center-get-registration",
            "partner-center-create-registration",
            "partner-center-update-registration",
            "partner-center-create-test-event",
            "partner-center-get-test-event");

    private final Remote remote;

    Registrations(Remote remote) {
        this.remote = remote;
    }

    /** Empty when none is made; the API answers 404 then. */
    Optional<Registration> find() {
        try {
            return Optional.of(Registration.of(remote.ask("direct:partner-center-get-registration", Question.NONE)));
        } catch (Refused refused) {
            if (refused.status() == 404) {
                return Optional.empty();
            }
            throw refused(refused);
        }
    }

    /** @param before what is there, whose events are kept */
    void register(Optional<Registration> before, String url) {
        Registration wanted = before.map(there -> there.movedTo(url)).orElseGet(() -> Registration.first(url));
        Question question = new Question(null, null, wanted.body());
        try {
            if (before.isPresent()) {
                remote.ask("direct:partner-center-update-registration", question);
            } else {
                remote.ask("direct:partner-center-create-registration", question);
            }
        } catch (Refused refused) {
            throw refused(refused);
        }
    }

    /** @return the id under which its outcome is asked for */
    String startTest() {
        try {
            return remote.ask("direct:partner-center-create-test-event", Question.NONE)
                    .path("correlationId")
                    .asText();
        } catch (Refused refused) {
            throw refused.status() == 400
                    ? new StartFailed("There is nobody to test: the event test-created is not registered; run webhook"
                            + " register")
                    : refused(refused);
        }
    }

    JsonNode test(String id) {
        return remote.ask("direct:partner-center-get-test-event", new Question(id, null, null));
    }

    private static StartFailed refused(Refused refused) {
        String remedy =
                switch (refused.status()) {
                    case 401 -> "sign in anew with a second factor (login)";
                    case 403 ->
                        "give the service account a role of its own in Partner Center > Account settings >"
                                + " User management (Admin agent, or Global admin for the registration)";
                    case 404 -> "nothing is registered: run webhook register";
                    case 429 -> "wait a minute: two tests a minute are allowed";
                    default -> "try again later, or look at partner-center.webhook.public-url";
                };
        return new StartFailed("The webhook registration answered " + refused.getMessage() + ": " + remedy);
    }
}
