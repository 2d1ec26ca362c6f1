package org.referralconnectors.torture;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.referralconnectors.torture.observer.Parked;
import org.referralconnectors.torture.observer.Said;

/** What the application says of its pairs at one moment. */
final class Seen implements Said {
    private final StoreBeside store;
    private final Map<String, String> states;
    private final Set<String> parked;
    private final List<Parked.Item> items;

    /** @param items what is parked in detail; null: any field of a pair may be, of which one is */
    Seen(StoreBeside store, List<Parked.Item> items) {
        this.store = store;
        this.states = store.states();
        this.parked = Set.copyOf(store.parked());
        this.items = items;
    }

    @Override
    public String requestState(String referralId) {
        return states.getOrDefault(referralId, "");
    }

    @Override
    public boolean isParked(String referralId, String field) {
        return items == null
                ? parked.contains(referralId)
                : items.stream().anyMatch(item -> item.referralId().equals(referralId) && field.equals(item.field()));
    }

    @Override
    public boolean explains(String referralId, String field) {
        return store.decisions(referralId).stream()
                .map(decision -> decision.substring(decision.indexOf(" skipped ")))
                .anyMatch(skipped -> skipped.contains('"' + field + '"'));
    }
}
