package org.referralconnectors.simulated.dataverse;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * One write to a lead that was committed, for those who check afterwards who did what.
 *
 * @param by the {@code systemuser}
 * @param sent the properties that the writer named
 * @param changed the properties that have another value now, the server's own bookkeeping left out
 */
public record Write(Kind kind, UUID lead, long version, Instant at, UUID by, Set<String> sent, Set<String> changed) {
    /** What was done. */
    public enum Kind {
        CREATE,
        UPDATE,
        DELETE
    }
}
