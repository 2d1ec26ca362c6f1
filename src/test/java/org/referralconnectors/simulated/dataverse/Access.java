package org.referralconnectors.simulated.dataverse;

import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** What the application user may do and see. */
final class Access {
    private final Set<String> denied = ConcurrentHashMap.newKeySet();
    private volatile boolean member = true;
    private final Set<UUID> hidden = ConcurrentHashMap.newKeySet();
    private final ColumnSecurity columns = new ColumnSecurity();

    /** @param privilege such as {@code prvWriteLead} */
    void deny(String privilege) {
        denied.add(privilege);
    }

    void grant(String privilege) {
        denied.remove(privilege);
    }

    void hide(UUID lead) {
        hidden.add(lead);
    }

    boolean sees(Row row) {
        return !hidden.contains(row.id());
    }

    ColumnSecurity columns() {
        return columns;
    }

    /** Whether the token's application is a user here. */
    void member(boolean known) {
        member = known;
    }

    void requireMember() {
        if (!member) {
            throw new DataverseError(403, "0x80072560", "The user is not a member of the organization.");
        }
    }

    boolean holds(String privilege) {
        return !denied.contains(privilege);
    }

    void require(String privilege) {
        if (denied.contains(privilege)) {
            throw DataverseError.privilege(privilege);
        }
    }
}
