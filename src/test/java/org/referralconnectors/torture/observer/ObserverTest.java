package org.referralconnectors.torture.observer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.referralconnectors.torture.observer.Mapped.CLOSING_DATE;
import static org.referralconnectors.torture.observer.Mapped.NOTES;
import static org.referralconnectors.torture.observer.Side.LEAD;
import static org.referralconnectors.torture.observer.Side.REFERRAL;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The observer finds what is wrong with a history, and nothing in one that is right. */
class ObserverTest {
    private static final Rules DELIVERED = Rules.asDelivered();
    private static final Rules NEWEST = DELIVERED.with(NOTES, "both", "newest");
    private static final String OTHER = "33333333-3333-4333-8333-333333333333";
    private static final String OTHER_LEAD = "44444444-4444-4444-8444-444444444444";

    private static List<String> found(Tale tale) {
        return new Asked(tale.story())
                .violations().stream().map(Violation::text).toList();
    }

    /** Both sides were changed before the application looked. */
    private static Tale contest(Rules rules, Side first, Side second, int secondsApart) {
        return Tale.ofAPair(rules)
                .person(first, NOTES, "older")
                .later(secondsApart)
                .person(second, NOTES, "newer")
                .readsBoth();
    }

    @Test
    void theNewerEditMayNotBeOverwritten() {
        assertThat(found(contest(NEWEST, REFERRAL, LEAD, 7).writes(LEAD, NOTES, "older")))
                .singleElement()
                .asString()
                .startsWith("overwrote an edit that wins");
        assertThat(found(contest(NEWEST, LEAD, REFERRAL, 7).writes(REFERRAL, NOTES, "older")))
                .hasSize(1);
        assertThat(found(contest(NEWEST, REFERRAL, LEAD, 7).writes(REFERRAL, NOTES, "newer")))
                .isEmpty();
        assertThat(found(contest(NEWEST, LEAD, REFERRAL, 7).writes(LEAD, NOTES, "newer")))
                .isEmpty();
    }

    @Test
    void withinFiveSecondsTheLeadIsTheNewest() {
        assertThat(found(contest(NEWEST, LEAD, REFERRAL, 5).writes(LEAD, NOTES, "newer")))
                .hasSize(1);
        assertThat(found(contest(NEWEST, LEAD, REFERRAL, 5).writes(REFERRAL, NOTES, "older")))
                .isEmpty();
    }

    @Test
    void ourOwnWriteToAnotherFieldMakesNobodyNewer() {
        Tale tale = contest(NEWEST, REFERRAL, LEAD, 7)
                .person(REFERRAL, Mapped.COMPANY, "Renamed")
                .readsBoth()
                .writes(LEAD, Mapped.COMPANY, "Renamed")
                .later(1)
                .readsBoth()
                .writes(LEAD, NOTES, "older");

        assertThat(found(tale)).hasSize(1);
    }

    @Test
    void aTouchAfterOurWriteCountsOrNot() {
        Tale referralWins =
                contest(NEWEST, LEAD, REFERRAL, 7).later(7).touched(LEAD).readsBoth();

        assertThat(found(referralWins.writes(LEAD, NOTES, "newer"))).isEmpty();
        assertThat(found(contest(NEWEST, LEAD, REFERRAL, 7)
                        .later(7)
                        .touched(LEAD)
                        .readsBoth()
                        .writes(REFERRAL, NOTES, "older")))
                .isEmpty();
    }

    @Test
    void whatWasSettledBeforeTheOtherSideChangedMayBeReplaced() {
        Rules oneWay = DELIVERED.with(NOTES, "to-lead", "newest");
        Tale knewOfOne = Tale.ofAPair(oneWay)
                .reads(REFERRAL, Tale.REFERRAL)
                .person(LEAD, NOTES, "older")
                .person(REFERRAL, NOTES, "newer")
                .reads(LEAD, Tale.LEAD)
                .readsBoth();

        assertThat(found(knewOfOne.writes(LEAD, NOTES, "newer"))).isEmpty();
        assertThat(found(contest(oneWay, LEAD, REFERRAL, 2).writes(LEAD, NOTES, "newer")))
                .hasSize(1);
    }

    @Test
    void theRowSaysWhoWins() {
        assertThat(found(contest(DELIVERED, LEAD, REFERRAL, 60).writes(LEAD, NOTES, "newer")))
                .hasSize(1);
        assertThat(found(contest(DELIVERED, LEAD, REFERRAL, 60).writes(REFERRAL, NOTES, "older")))
                .isEmpty();
        Rules other = DELIVERED.with(NOTES, "both", "referral");
        assertThat(found(contest(other, LEAD, REFERRAL, 60).writes(LEAD, NOTES, "newer")))
                .isEmpty();
        assertThat(found(contest(other, LEAD, REFERRAL, 60).writes(REFERRAL, NOTES, "older")))
                .hasSize(1);
    }

    @Test
    void ourOwnOlderValueNeverComesBack() {
        Tale tale = Tale.ofAPair(DELIVERED)
                .person(REFERRAL, NOTES, "R1")
                .readsBoth()
                .person(REFERRAL, NOTES, "R2")
                .writes(LEAD, NOTES, "R1")
                .readsBoth()
                .writes(REFERRAL, NOTES, "R1");

        assertThat(found(tale)).singleElement().asString().startsWith("wrote a value that nobody entered");
    }

    @Test
    void anotherZoneIsNoReasonToWriteAndAnotherRowIs() {
        Tale still = Tale.ofAPair(DELIVERED)
                .person(LEAD, CLOSING_DATE, "2026-09-15")
                .readsBoth()
                .writes(REFERRAL, CLOSING_DATE, "2026-09-15T00:00:00Z")
                .rests("");

        assertThat(new Asked(still.under(DELIVERED.in("America/New_York"))
                                .rests("")
                                .story())
                        .courses())
                .allMatch(Course::isInStep);
        assertThat(found(still.readsBoth().writes(LEAD, CLOSING_DATE, "2026-09-14")))
                .hasSize(1);
        Tale other = Tale.ofAPair(DELIVERED)
                .person(LEAD, Mapped.COMPANY, "The seller's own")
                .person(REFERRAL, NOTES, "Noted")
                .readsBoth()
                .writes(LEAD, NOTES, "Noted")
                .rests("")
                .under(DELIVERED.with(NOTES, "to-lead", "referral").with(Mapped.COMPANY, "to-lead", "lead"))
                .readsBoth();
        assertThat(found(other)).isEmpty();
    }

    @Test
    void aWriteAgainstTheDirectionIsFound() {
        assertThat(found(Tale.ofAPair(DELIVERED)
                        .person(LEAD, Mapped.COMPANY, "The seller's own")
                        .readsBoth()
                        .writes(REFERRAL, Mapped.COMPANY, "The seller's own")))
                .singleElement()
                .asString()
                .startsWith("wrote against the direction");
    }

    @Test
    void somebodysOwnLeadIsNobodysToWrite() {
        Tale tale = Tale.ofAPair(DELIVERED).ordinary(OTHER_LEAD);

        assertThat(tale.kin().strays()).isEmpty();
        assertThat(tale.write(LEAD, OTHER_LEAD, NOTES, "Ours", true).kin().strays())
                .hasSize(1);
    }

    @Test
    void aMergedLeadsMasterIsThePairsAndThatOfAnotherPairIsNot() {
        Tale own = Tale.ofAPair(DELIVERED).ordinary(OTHER_LEAD).merged(Tale.LEAD, OTHER_LEAD);

        assertThat(own.story().lead()).isEqualTo(OTHER_LEAD);
        assertThat(own.write(LEAD, OTHER_LEAD, NOTES, "", true).kin().strays()).isEmpty();
        Tale others = Tale.ofAPair(DELIVERED)
                .referral(OTHER, "another")
                .made(OTHER_LEAD, OTHER)
                .merged(Tale.LEAD, OTHER_LEAD);
        assertThat(others.story().lostTo()).isEqualTo(OTHER);
    }

    @Test
    void anEngagementHasOneLeadAndAReferralOne() {
        Tale second = Tale.ofAPair(DELIVERED).referral(OTHER, "engagement");

        assertThat(new OneLead(second.kin()).violations()).isEmpty();
        assertThat(new OneLead(second.made(OTHER_LEAD, OTHER).kin()).violations())
                .hasSize(1);
        assertThat(Tale.ofAPair(DELIVERED).made(OTHER_LEAD, Tale.REFERRAL).kin().strays())
                .singleElement()
                .extracting(Violation::promise)
                .isEqualTo("doubled");
    }

    @Test
    void spamIsNotWrittenOnceItHasBeenSeen() {
        Tale tale = Tale.ofAPair(DELIVERED).person(REFERRAL, NOTES, "Spam").spam(Tale.REFERRAL);

        assertThat(new InScope(tale.writes(LEAD, NOTES, "Spam").story()).violations())
                .isEmpty();
        assertThat(new InScope(tale.readsBoth().writes(LEAD, NOTES, "").story()).violations())
                .hasSize(1);
    }

    @Test
    void aDeletedLeadClosesItsReferralOnlyWhereThatIsWanted() {
        Tale tale = Tale.ofAPair(DELIVERED).deleted(Tale.LEAD);

        assertThat(new Moved(tale.moves(REFERRAL, Tale.REFERRAL, "Closed/Declined", true)
                                .story())
                        .violations())
                .hasSize(1);
        Tale wanted = Tale.ofAPair(DELIVERED.whenDeleted("close-referral")).deleted(Tale.LEAD);
        assertThat(new Moved(wanted.moves(REFERRAL, Tale.REFERRAL, "Closed/Declined", true)
                                .story())
                        .violations())
                .isEmpty();
    }

    @Test
    void aMergeIsNoStatus() {
        Tale tale = Tale.ofAPair(DELIVERED).ordinary(OTHER_LEAD).merged(Tale.LEAD, OTHER_LEAD);

        assertThat(new Moved(tale.moves(REFERRAL, Tale.REFERRAL, "Closed/Declined", true)
                                .story())
                        .violations())
                .hasSize(1);
    }

    @Test
    void whatIsParkedHasAReason() {
        Tale tale = Tale.ofAPair(DELIVERED);
        Parked.Item item = new Parked.Item(Tale.REFERRAL, null, "no-answer", "no answer");
        Parked parked = new Parked(10);

        assertThat(parked.violations(tale.kin(), List.of(item))).hasSize(1);
        parked.expect((each, story) -> each.equals(item));
        assertThat(parked.violations(tale.kin(), List.of(item))).isEmpty();
    }

    @Test
    void twentyPairsMayCloseWithinAnHour() {
        Tale tale = new Tale(DELIVERED);
        for (int i = 10; i < 31; i++) {
            String id = OTHER.substring(0, 34) + i;
            String lead = OTHER_LEAD.substring(0, 34) + i;
            tale.referral(id, "").made(lead, id).moves(LEAD, lead, "2/4", false);
            tale.moves(REFERRAL, id, "Closed/Declined", true);
        }
        Brake brake = new Brake();

        assertThat(brake.violations(tale.kin(), tale.now())).hasSize(1);
        brake.approved(OTHER.substring(0, 34) + 10);
        assertThat(brake.violations(tale.kin(), tale.now())).isEmpty();
    }

    @Test
    void anEditThatNeverTravelsIsFound() {
        Tale tale = Tale.ofAPair(DELIVERED).person(LEAD, NOTES, "Said").readsBoth();

        assertThat(new Asked(tale.story()).courses()).anyMatch(course -> !course.isInStep());
    }
}
