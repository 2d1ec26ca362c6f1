package org.referralconnectors.ops;

import java.util.Locale;
import org.referralconnectors.store.Backlog;
import org.referralconnectors.store.Tables;
import org.referralconnectors.store.Tombstones;
import org.referralconnectors.values.Guid;

/** The referrals that operators name: whether there is anything of them here. */
final class Referrals {

    private static final String DONE_WITH = "idle";

    private final Tables tables;
    private final Backlog backlog;
    private final Tombstones tombstones;

    Referrals(Tables tables) {
        this.tables = tables;
        this.backlog = new Backlog(tables.database());
        this.tombstones = new Tombstones(tables.database());
    }

    /** As the store has it; consoles send what is missing as null. */
    static String id(String referralId) {
        if (referralId == null || referralId.isBlank()) {
            throw new OperationRefused("name a referral by its id");
        }
        return Guid.read(referralId).orElseGet(() -> referralId.strip().toLowerCase(Locale.ROOT));
    }

    /** Whether there is a pair, or a request that is not done with; nobody's id has neither. */
    boolean isKnown(String id) {
        return tables.pairs().find(id).isPresent()
                || backlog.find(id)
                        .filter(request -> !request.state().equals(DONE_WITH))
                        .isPresent();
    }

    /** @throws OperationRefused for one that was erased, or of which nothing was ever heard */
    String known(String referralId) {
        String id = notErased(referralId);
        if (!isKnown(id)
                && backlog.find(id).isEmpty()
                && tables.history().of(id).isEmpty()) {
            throw OperationRefused.unknown(id);
        }
        return id;
    }

    String notErased(String referralId) {
        String id = id(referralId);
        if (tombstones.has(id)) {
            throw OperationRefused.erased(id);
        }
        return id;
    }

    String knownOrErased(String referralId) {
        String id = id(referralId);
        return tombstones.has(id) ? id : known(id);
    }
}
