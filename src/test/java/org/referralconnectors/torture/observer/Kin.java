package org.referralconnectors.torture.observer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.referralconnectors.torture.observer.Event.What;

/**
 * Which lead belongs to which referral: the one whose subject names it, then what that one was merged into. A referral
 * has one lead at a time; another one takes its place by a merge, or when it was deleted.
 */
public final class Kin {
    private final Map<String, Story> stories = new LinkedHashMap<>();
    private final Map<String, String> owners = new HashMap<>();
    private final Map<String, Event> latest = new HashMap<>();
    private final List<Violation> strays = new ArrayList<>();
    private final Set<String> referrals;

    private Kin(Set<String> referrals) {
        this.referrals = referrals;
    }

    static Kin of(List<Event> events) {
        List<Event> sorted = new ArrayList<>(events);
        sorted.sort(java.util.Comparator.comparingLong(Event::seq));
        Kin kin = new Kin(sorted.stream()
                .filter(event -> event.side() == Side.REFERRAL)
                .map(Event::record)
                .collect(Collectors.toSet()));
        sorted.forEach(kin::take);
        return kin;
    }

    public List<Story> stories() {
        return List.copyOf(stories.values());
    }

    public Story story(String referralId) {
        return stories.computeIfAbsent(referralId, Story::new);
    }

    /** Writes to leads that are nobody's, or not the pair's. */
    List<Violation> strays() {
        return strays;
    }

    private void take(Event event) {
        if (event.side() == null) {
            stories.values().forEach(story -> story.add(event));
        } else if (event.side() == Side.REFERRAL) {
            story(event.record()).add(event);
        } else {
            lead(event);
        }
    }

    private void lead(Event event) {
        String id = event.record();
        boolean shows = event.isChange() && event.what() != What.DELETED;
        if (shows && referrals.contains(event.ties().names())) {
            owners.putIfAbsent(id, event.ties().names());
        }
        if (shows) {
            latest.put(id, event);
        }
        String owner = owners.get(id);
        if (owner == null && event.isOursChange()) {
            strays.add(Violation.unasked(event, "-", "wrote to somebody's own lead " + id + ": " + event));
        }
        if (owner != null) {
            owned(event, story(owner));
        }
    }

    private void owned(Event event, Story story) {
        String id = event.record();
        if (!id.equals(story.lead()) && !becomes(event, story)) {
            return;
        }
        story.add(event);
        masterOf(event, story);
    }

    /** Whether this lead takes the place of the one before. */
    private boolean becomes(Event event, Story story) {
        boolean gone = story.lead() == null || story.leadIsDeleted();
        boolean chosen = !story.isPaired() && event.ours() && event.what() == What.CHANGED;
        if (event.isChange() && event.what() != What.DELETED && (gone || chosen)) {
            story.leadIs(event.record());
            return true;
        }
        if (event.isOursChange()) {
            boolean another = event.what() == What.CREATED;
            String text = another ? "made another lead " : "wrote to a lead that isn't the pair's ";
            strays.add(new Violation(
                    another ? "doubled" : "unasked", story.referralId(), text + event.record() + ": " + event));
        }
        return false;
    }

    private void merged(Event event, Story story) {
        String master = event.ties().master();
        String owner = owners.putIfAbsent(master, story.referralId());
        if (owner != null && !owner.equals(story.referralId())) {
            story.loses(owner);
            return;
        }
        story.leadIs(master);
        Event known = latest.get(master);
        if (known != null) {
            story.add(known.as(What.MET, event.seq()));
            masterOf(known, story);
        }
    }

    /** The master may have been merged already. */
    private void masterOf(Event known, Story story) {
        if (!known.ties().master().isEmpty()) {
            merged(known, story);
        }
    }
}
