package org.referralconnectors.torture.observer;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiPredicate;

/**
 * Nothing is parked without a reason that the observer knows of: what people did to the pair, what was refused on
 * purpose, or how often the process was killed.
 */
public final class Parked {
    private static final int REWRITES = 20;

    /**
     * What waits for an operator, as the command {@code parked --json} shows it.
     *
     * @param field null: the whole pair
     */
    public record Item(String referralId, String field, String code, String reason) {

        @Override
        public String toString() {
            String what = field == null ? " whole pair " : " field " + field + " ";
            return referralId + what + "(" + code + ": " + reason + ")";
        }
    }

    private final int attempts;
    private final List<BiPredicate<Item, Story>> provoked = new CopyOnWriteArrayList<>();

    /** @param attempts {@code sync.max-attempts} */
    public Parked(int attempts) {
        this.attempts = attempts;
        expect((item, story) -> "two-referrals-one-lead".equals(item.code()) && story.lostTo() != null);
        expect((item, story) -> "rewritten".equals(item.code()) && ours(story) >= REWRITES);
        expect((item, story) -> "never-ended".equals(item.code()) && kills(story) >= this.attempts);
    }

    /** Somebody does something for which this item is right. */
    public void expect(BiPredicate<Item, Story> reason) {
        provoked.add(reason);
    }

    List<Violation> violations(Kin kin, List<Item> items) {
        List<Violation> found = new ArrayList<>();
        for (Item item : items) {
            Story story = kin.story(item.referralId());
            if (provoked.stream().noneMatch(reason -> reason.test(item, story))) {
                found.add(new Violation("parked", item.referralId(), "nobody has provoked " + item));
            }
        }
        return found;
    }

    private static long ours(Story story) {
        return story.events().stream().filter(Event::isOursChange).count();
    }

    private static long kills(Story story) {
        return story.events().stream()
                .filter(event ->
                        event.what() == Event.What.DISTURBED && event.note().startsWith("kill"))
                .count();
    }
}
