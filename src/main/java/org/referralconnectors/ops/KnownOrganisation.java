package org.referralconnectors.ops;

import java.util.Optional;
import java.util.function.Supplier;

/** DOWN while the organisation's columns and currencies can't be read anew. */
public final class KnownOrganisation extends OperatorsCheck {

    private final Supplier<Optional<String>> trouble;

    /** @param trouble why, with the remedy; empty when they can */
    public KnownOrganisation(Supplier<Optional<String>> trouble) {
        super("organisation");
        this.trouble = trouble;
    }

    @Override
    Optional<String> wrong() {
        return trouble.get().map(why -> "The columns and currencies of Dynamics 365 can't be read anew: " + why);
    }
}
