package org.referralconnectors.simulated.dataverse;

import java.time.Instant;

/** Which delta links are too old. */
final class Expiry {
    private volatile long before = Long.MIN_VALUE;
    private volatile int status = 400;

    /**
     * @param version links up to this version are refused from now on
     * @param status with which they are refused; the documentation names only the code
     */
    void expire(long version, int status) {
        this.before = version;
        this.status = status;
    }

    void check(DeltaToken token, Instant oldest) {
        if (token.version() <= before || token.issued().isBefore(oldest)) {
            throw new DataverseError(
                    status,
                    DataverseError.TOKEN_EXPIRED,
                    "Version stamp associated with the client has expired. Please perform a full sync.");
        }
    }
}
