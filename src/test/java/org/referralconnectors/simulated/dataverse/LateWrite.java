package org.referralconnectors.simulated.dataverse;

import java.util.UUID;
import java.util.function.Consumer;

/**
 * A write of a slow transaction: its version and {@code modifiedon} are those of its beginning, but nobody sees it
 * before {@link #commit()}. Who only remembers the highest time or version seen misses it.
 */
public final class LateWrite {
    private final LeadTable table;
    private final UUID lead;
    private final LeadTable.Stamp stamp;
    private final Consumer<LeadTable.Stamp> write;

    LateWrite(LeadTable table, UUID lead, Consumer<LeadTable.Stamp> write) {
        this.table = table;
        this.lead = lead;
        this.stamp = table.begin(lead);
        this.write = write;
    }

    public UUID lead() {
        return lead;
    }

    public void commit() {
        table.inTransaction(() -> {
            table.end(lead);
            write.accept(stamp);
            return lead;
        });
    }
}
