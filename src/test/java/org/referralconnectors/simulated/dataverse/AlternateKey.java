package org.referralconnectors.simulated.dataverse;

/**
 * An alternate key of the lead table over one column.
 *
 * @param status {@code Pending}, {@code InProgress}, {@code Active} or {@code Failed}; only an active key identifies
 *     leads and keeps them apart
 */
public record AlternateKey(String column, String status) {
    boolean active() {
        return status.equals("Active");
    }
}
