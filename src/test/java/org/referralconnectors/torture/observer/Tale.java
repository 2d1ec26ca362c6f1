package org.referralconnectors.torture.observer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.referralconnectors.torture.observer.Event.What;

/** A history made up for a test, event by event; the observer has to find what is wrong with it. */
final class Tale {
    static final String REFERRAL = "11111111-1111-4111-8111-111111111111";
    static final String LEAD = "22222222-2222-4222-8222-222222222222";

    private final List<Event> events = new ArrayList<>();
    private final Map<String, Map<Mapped, String>> values = new HashMap<>();
    private final Map<String, String> statuses = new HashMap<>();
    private final Map<String, Ties> ties = new HashMap<>();
    private Rules rules;
    private Instant now = Instant.parse("2026-02-03T09:14:27Z");

    Tale(Rules rules) {
        this.rules = rules;
    }

    /** A referral that was read, and its lead that names it and was read, in step and at rest. */
    static Tale ofAPair(Rules rules) {
        Tale tale = new Tale(rules).referral(REFERRAL, "engagement");
        return tale.reads(Side.REFERRAL, REFERRAL)
                .made(LEAD, REFERRAL)
                .named(REFERRAL, LEAD)
                .reads(Side.LEAD, LEAD)
                .rests("");
    }

    Tale referral(String id, String engagement) {
        ties.put(id, new Ties(engagement, false, false, "", ""));
        statuses.put(id, "New/Pending");
        return add(What.CREATED, Side.REFERRAL, id, false, "");
    }

    /** By the application. */
    Tale made(String lead, String referral) {
        ties.put(lead, new Ties("", false, false, referral, ""));
        statuses.put(lead, "0/1");
        return add(What.CREATED, Side.LEAD, lead, true, "");
    }

    /** A lead of somebody, which names nobody. */
    Tale ordinary(String lead) {
        ties.put(lead, Ties.NONE);
        statuses.put(lead, "0/1");
        return add(What.CREATED, Side.LEAD, lead, false, "");
    }

    Tale merged(String loser, String master) {
        ties.put(loser, new Ties("", false, false, ties.get(loser).names(), master));
        statuses.put(loser, "merged");
        return add(What.CHANGED, Side.LEAD, loser, false, "");
    }

    private Tale named(String referral, String lead) {
        ties.put(referral, new Ties(ties.get(referral).engagement(), false, false, lead, ""));
        return add(What.CHANGED, Side.REFERRAL, referral, true, "");
    }

    Tale spam(String referral) {
        ties.put(referral, new Ties(ties.get(referral).engagement(), false, true, "", ""));
        return add(What.CHANGED, Side.REFERRAL, referral, false, "");
    }

    Tale moves(Side side, String id, String status, boolean ours) {
        statuses.put(id, status);
        return add(What.CHANGED, side, id, ours, "");
    }

    Tale deleted(String lead) {
        return add(What.DELETED, Side.LEAD, lead, false, "");
    }

    Tale person(Side side, Mapped mapped, String value) {
        return write(side, id(side), mapped, value, false);
    }

    Tale writes(Side side, Mapped mapped, String value) {
        return write(side, id(side), mapped, value, true);
    }

    Tale write(Side side, String id, Mapped mapped, String value, boolean ours) {
        values.computeIfAbsent(id, first -> new EnumMap<>(Mapped.class)).put(mapped, value);
        return add(What.CHANGED, side, id, ours, "");
    }

    /** Somebody changes what is not mapped. */
    Tale touched(Side side) {
        return add(What.CHANGED, side, id(side), false, "");
    }

    Tale readsBoth() {
        return reads(Side.REFERRAL, REFERRAL).reads(Side.LEAD, LEAD);
    }

    Tale reads(Side side, String id) {
        return add(What.READ, side, id, true, "");
    }

    Tale rests(String parked) {
        return add(What.RESTED, null, null, false, parked);
    }

    Tale under(Rules next) {
        rules = next;
        return this;
    }

    Tale later(int seconds) {
        now = now.plusSeconds(seconds);
        return this;
    }

    Kin kin() {
        return Kin.of(events);
    }

    Story story() {
        return kin().story(REFERRAL);
    }

    Instant now() {
        return now;
    }

    private static String id(Side side) {
        return side == Side.REFERRAL ? REFERRAL : LEAD;
    }

    private Tale add(What what, Side side, String id, boolean ours, String note) {
        long seq = events.size() + 1;
        Map<Mapped, String> all = new EnumMap<>(Mapped.class);
        for (Mapped mapped : side == null || what == What.DELETED ? new Mapped[0] : Mapped.values()) {
            all.put(mapped, values.getOrDefault(id, Map.of()).getOrDefault(mapped, ""));
        }
        String status = side == null ? "" : statuses.get(id);
        Ties tie = side == null ? Ties.NONE : ties.get(id);
        events.add(new Event(seq, now, side, id, what, ours, all, status, tie, rules, seq, note));
        return this;
    }
}
