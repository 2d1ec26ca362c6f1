package org.referralconnectors.ops;

import java.util.Optional;
import org.referralconnectors.store.Pauses;
import org.referralconnectors.store.Pauses.Pause;

/**
 * DOWN while a system is left alone until somebody does something: an operator's pause, or credentials that are
 * refused. The process itself is alive and ready then, since webhooks are still taken.
 */
public final class PausedSystems extends OperatorsCheck {

    private final Pauses pauses;

    public PausedSystems(Pauses pauses) {
        super("systems");
        this.pauses = pauses;
    }

    @Override
    Optional<String> wrong() {
        return pauses.current().stream()
                .filter(pause -> pause.kind() != Pauses.Kind.THROTTLED)
                .map(PausedSystems::text)
                .reduce((one, other) -> one + ". " + other);
    }

    static String text(Pause pause) {
        String why =
                switch (pause.kind()) {
                    case OPERATOR -> "by an operator";
                    case UNAUTHORISED -> "not authorised";
                    case THROTTLED -> "throttled";
                    case OUTAGE -> "since it fails everybody";
                };
        String remedy =
                switch (pause.kind()) {
                    case OPERATOR -> "; to go on: resume " + pause.system();
                    case OUTAGE -> "; it goes on by itself, and nothing is parked meanwhile";
                    default -> "";
                };
        return pause.system() + " is paused, " + why + ": " + pause.reason() + remedy;
    }
}
