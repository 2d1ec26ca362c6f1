package org.referralconnectors.ops;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.referralconnectors.auth.Audience;
import org.referralconnectors.auth.Tokens;
import org.referralconnectors.store.Notices;
import org.referralconnectors.store.Notices.Named;

/** What will go wrong unless somebody does something in time. */
public final class Ahead {

    private static final Duration CONSENT_WARNING = Duration.ofDays(14);
    private static final Duration EXPIRY_WARNING = Duration.ofDays(3);
    private static final int NAMED = 5;

    private final Notices notices;
    private final Tokens tokens;
    private final Clock clock;

    public Ahead(Notices notices, Tokens tokens, Clock clock) {
        this.notices = notices;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** A sentence each, without its full stop. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        tokens.lapses(Audience.PARTNER_CENTER).ifPresent(at -> warnings.add(lapse(Audience.PARTNER_CENTER, at)));
        tokens.lapses(Audience.DYNAMICS).ifPresent(at -> warnings.add(lapse(Audience.DYNAMICS, at)));
        tokens.consentEnds()
                .filter(at -> at.isBefore(clock.instant().plus(CONSENT_WARNING)))
                .ifPresent(at -> warnings.add("The consent for Partner Center ends at " + seconds(at)
                        + " unless it is used before: resume partner-center, or run the command login"));
        List<Named> expiring = expiring();
        if (!expiring.isEmpty()) {
            warnings.add("Not answered yet, and closed as expired from "
                    + seconds(expiring.get(0).endsAt()) + " on: accept or decline the referral, or work on its lead: "
                    + names(expiring));
        }
        List<Named> won = notices.all(Notices.Kind.WON);
        if (!won.isEmpty()) {
            warnings.add("Won in Partner Center: qualify the lead of referral " + names(won));
        }
        return warnings;
    }

    /** Referrals that expire unanswered within three days. */
    List<Named> expiring() {
        Instant limit = clock.instant().plus(EXPIRY_WARNING);
        return notices.all(Notices.Kind.UNANSWERED).stream()
                .filter(each -> each.endsAt().isBefore(limit))
                .toList();
    }

    /** How many referrals are won while their leads are open. */
    int toQualify() {
        return notices.all(Notices.Kind.WON).size();
    }

    /** Zero where there is none. */
    Duration consentLeft() {
        return tokens.consentEnds()
                .map(at -> Duration.between(clock.instant(), at))
                .orElse(Duration.ZERO);
    }

    private String lapse(Audience audience, Instant at) {
        String remedy = tokens.failure(audience).orElseThrow().remedy();
        return "The token for " + audience.system() + " can't be renewed and ends at " + seconds(at) + ": " + remedy;
    }

    private static String names(List<Named> pairs) {
        String names = pairs.stream().limit(NAMED).map(Named::referralId).collect(Collectors.joining(", "));
        return pairs.size() <= NAMED ? names : names + " and " + (pairs.size() - NAMED) + " more";
    }

    private static Instant seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }
}
