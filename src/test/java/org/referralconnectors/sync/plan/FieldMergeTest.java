package org.referralconnectors.sync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.referralconnectors.mapping.Column;
import org.referralconnectors.mapping.Refusal;
import org.referralconnectors.mapping.Stock;
import org.referralconnectors.mapping.Subject;
import org.referralconnectors.sync.plan.Kept.Past;

class FieldMergeTest {

    private final Pair pair = new Pair();

    @Nested
    class OfAOneSidedChange {

        @Test
        void nothingHappensWithoutOne() {
            assertThat(pair.inStep().isQuiet()).isTrue();
        }

        @ParameterizedTest
        @CsvSource({"description, notes, replace", "estimatedclosedate, closing date, replace"})
        void theLeadIsWrittenToTheReferralWhereTheRowGoesBothWays(String column, String field) {
            pair.inStep().lead().put(column, "2026-12-24");

            assertThat(pair.plan(field).action()).isEqualTo(Action.TO_REFERRAL);
            assertThat(pair.plan(field).leadChanged()).isTrue();
            assertThat(pair.plan(field).referralChanged()).isFalse();
            assertThat(pair.writeReferral().isQuiet()).isTrue();
        }

        @Test
        void theLeadSettlesWhereTheRowGoesOneWay() {
            pair.inStep().lead().put("companyname", "NW");

            assertThat(pair.plan("company").action()).isEqualTo(Action.SETTLE);
            assertThat(pair.record().isQuiet()).isTrue();
            assertThat(pair.lead().path("companyname").asText()).isEqualTo("NW");
        }

        @Test
        void aSettledFieldIsPlannedAgainOnceTheReferralChanges() {
            pair.inStep().lead().put("companyname", "NW");
            pair.record().customer().put("name", "Northwind AG");

            assertThat(pair.plan("company").action()).isEqualTo(Action.TO_LEAD);
        }

        @Test
        void aChangeThatTheColumnCannotShowOnlyMovesWhatIsAgreed() {
            pair.details().put("notes", "x".repeat(3000));
            pair.lead().put("description", "x".repeat(2000));
            pair.inStep().details().put("notes", "x".repeat(2500) + "y".repeat(500));

            assertThat(pair.plan("notes").action()).isEqualTo(Action.NONE);
            assertThat(pair.plan("notes").rule()).isEqualTo("both sides hold the same");
            assertThat(pair.record().plan("notes").rule()).isEqualTo("unchanged");
        }

        @Test
        void cutTextNeverTravelsBack() {
            pair.details().put("notes", "x".repeat(3000));
            pair.withoutLead().writeLead().writeReferral();

            assertThat(pair.lead().path("description").asText()).hasSize(2000);
            assertThat(pair.isQuiet()).isTrue();
            assertThat(pair.details().path("notes").asText()).hasSize(3000);
        }

        @Test
        void theSellersOwnTheSubjectOnceTheLeadIsThere() {
            pair.inStep().lead().put("subject", "CALL BACK");
            pair.referral().put("name", "Another name");

            assertThat(pair.isQuiet()).isTrue();
        }

        @Test
        void aQualifiedLeadIsNeverWritten() {
            pair.lead().put("statecode", 1).put("statuscode", 3);
            pair.referral().put("status", "Active").put("substatus", "Accepted");
            pair.inStep().customer().put("name", "Northwind AG");

            assertThat(pair.plan("company").action()).isEqualTo(Action.SETTLE);
            assertThat(pair.plan("company").rule()).isEqualTo("the lead is qualified");
        }

        @Test
        void aMergedLeadIsNeverWritten() {
            pair.inStep().lead().put("merged", true);
            pair.customer().put("name", "Northwind AG");

            assertThat(pair.plan().writesLead()).isFalse();
            assertThat(pair.plan("company").rule()).contains("merged");
        }
    }

    @Nested
    class OfAConflict {

        @Test
        void bothSidesThatChangedToTheSameAgree() {
            pair.inStep().details().put("notes", "same");
            pair.lead().put("description", "same");

            assertThat(pair.isQuiet()).isTrue();
            assertThat(pair.record().plan("notes").agreedLead()).isEqualTo("same");
        }

        @Test
        void theRowsWinnerDecidesAndTheLosingValueIsKept() {
            pair.inStep().details().put("notes", "theirs");
            pair.lead().put("description", "ours");

            assertThat(pair.plan("notes").action()).isEqualTo(Action.CONFLICT_TO_REFERRAL);
            assertThat(pair.plan("notes").losingValue()).isEqualTo("theirs");
            assertThat(pair.plan("notes").rule()).isEqualTo("both sides changed, the lead wins");
            assertThat(pair.writeReferral().isQuiet()).isTrue();
            assertThat(pair.details().path("notes").asText()).isEqualTo("ours");
        }

        @Test
        void theReferralWinsAOneWayRow() {
            pair.inStep().customer().put("name", "Northwind AG");
            pair.lead().put("companyname", "NW");

            assertThat(pair.plan("company").action()).isEqualTo(Action.CONFLICT_TO_LEAD);
            assertThat(pair.plan("company").losingValue()).isEqualTo("NW");
            assertThat(pair.plan("company").rule()).isEqualTo("both sides changed, the referral wins");
        }

        @Test
        void aOneWayRowWhoseLeadWinsSettles() {
            pair.mapped(row("referral: /customerProfile/name, lead: companyname, direction: to-lead, winner: lead"));
            pair.inStep().customer().put("name", "Northwind AG");
            pair.lead().put("companyname", "NW");

            assertThat(pair.plan("it").action()).isEqualTo(Action.SETTLE);
        }

        @Test
        void theOtherSideWinsWhereTheWinnerCannotBeWritten() {
            pair.mapped(row("referral: /details/notes, lead: description, direction: both, winner: referral"));
            pair.lead().put("statecode", 2).put("statuscode", 4);
            pair.inStep().details().put("notes", "theirs");
            pair.lead().put("description", "ours");

            assertThat(pair.plan("it").action()).isEqualTo(Action.CONFLICT_TO_REFERRAL);
            assertThat(pair.plan("it").rule()).endsWith("but the lead is disqualified");
        }

        @Test
        void anAmountThatALeadLostCannotWinSinceAReferralTakesNone() {
            pair.inStep().details().put("dealValue", 7);
            pair.lead().putNull("estimatedamount");

            assertThat(pair.plan("deal").action()).isEqualTo(Action.CONFLICT_TO_LEAD);
        }

        @Test
        void aPersonDecidesAManualRow() {
            pair.mapped(row("referral: /details/notes, lead: description, direction: both, winner: manual"));
            pair.inStep().details().put("notes", "theirs");
            pair.lead().put("description", "ours");

            assertThat(pair.plan("it").action()).isEqualTo(Action.PARK);
            assertThat(pair.plan("it").park().code()).isEqualTo("conflict");
            assertThat(pair.record().agreed().parked()).singleElement().satisfies(park -> {
                assertThat(park.referral()).isEqualTo("theirs");
                assertThat(park.lead()).isEqualTo("ours");
            });
        }

        @ParameterizedTest
        @CsvSource({"lead, ours", "referral, theirs"})
        void whatThePersonTakesIsWritten(String take, String expected) {
            aPersonDecidesAManualRow();
            pair.agreed(Agreed.parse(pair.agreed().resolve("it", take).toJson()));
            pair.writeLead().writeReferral();

            assertThat(pair.lead().path("description").asText()).isEqualTo(expected);
            assertThat(pair.details().path("notes").asText()).isEqualTo(expected);
            assertThat(pair.agreed().parked()).isEmpty();
            assertThat(pair.isQuiet()).isTrue();
        }

        @Test
        void thereIsNothingToTakeWhereBothSidesHoldTheSameByNow() {
            aPersonDecidesAManualRow();
            pair.agreed(pair.agreed().resolve("it", "lead")).details().put("notes", "ours");

            assertThat(pair.isQuiet()).isTrue();
            assertThat(pair.record().plan("it").agreedReferral()).isEqualTo("ours");
        }

        @ParameterizedTest
        @CsvSource({
            "2026-02-03T10:00:06.0000001Z, 2026-02-03T10:00:00Z, CONFLICT_TO_LEAD",
            "2026-02-03T10:00:05Z, 2026-02-03T10:00:00Z, CONFLICT_TO_REFERRAL",
            "2026-02-03T10:00:00Z, 2026-02-03T10:00:30Z, CONFLICT_TO_REFERRAL",
            "not a time, 2026-02-03T10:00:30Z, CONFLICT_TO_REFERRAL",
            "2026-02-03T10:00:30Z, not a time, CONFLICT_TO_REFERRAL"
        })
        void theNewestWinsAndWithinFiveSecondsTheLead(String referralTime, String leadTime, Action expected) {
            newestConflict(referralTime, leadTime);

            assertThat(pair.plan("it").action()).isEqualTo(expected);
        }

        @Test
        void timesThatOurOwnWritesMadeDoNotCount() {
            newestConflict("2026-02-03T10:00:00Z", "2026-02-03T11:00:00Z");
            pair.since(Past.NONE, new Past("W/\"1001\"", Instant.parse("2026-02-03T09:00:00Z")));
            assertThat(pair.plan("it").action()).isEqualTo(Action.CONFLICT_TO_LEAD);

            newestConflict("2026-02-03T12:00:00Z", "2026-02-03T11:00:00Z");
            pair.since(
                    new Past("\"1f00b2aa-0000-0100-0000-66a0c4d10000\"", Instant.parse("2026-02-03T09:00:00Z")),
                    Past.NONE);
            assertThat(pair.plan("it").action()).isEqualTo(Action.CONFLICT_TO_REFERRAL);
        }

        /** Nobody else changed it since we made it, or it was not remembered: see {@code docs/mapping.md}. */
        @Test
        void whereNobodyIsKnownToHaveChangedASideTheLeadWins() {
            newestConflict("2026-02-03T12:00:00Z", "2026-02-03T11:00:00Z");
            pair.since(Past.NONE, new Past("W/\"1001\"", null));

            assertThat(pair.plan("it").action()).isEqualTo(Action.CONFLICT_TO_REFERRAL);
        }

        private void newestConflict(String referralTime, String leadTime) {
            pair.mapped(row("referral: /details/notes, lead: description, direction: both, winner: newest"));
            pair.details().put("notes", "before");
            pair.lead().put("description", "before");
            pair.inStep().details().put("notes", "theirs");
            pair.lead().put("description", "ours").put("modifiedon", leadTime);
            pair.referral().put("updatedDateTime", referralTime);
        }
    }

    @Nested
    class OfAFirstMeeting {

        @ParameterizedTest
        @CsvSource({"theirs, '', TO_LEAD", "'', ours, TO_REFERRAL", "theirs, ours, CONFLICT_TO_REFERRAL", "a, a, NONE"})
        void anEmptySideNeverOverwritesAFilledOne(String notes, String description, Action expected) {
            pair.details().put("notes", notes);
            pair.lead().put("description", description);

            assertThat(pair.plan("notes").action()).isEqualTo(expected);
            assertThat(pair.plan("notes").referralChanged()).isFalse();
        }

        @Test
        void aChangedRowIsOneAndWipesNothing() {
            pair.mapped(row("referral: /details/notes, lead: description, direction: both, winner: referral"))
                    .inStep()
                    .details()
                    .put("notes", "");
            pair.mapped(row("referral: /details/notes, lead: description, direction: both, winner: lead"));

            assertThat(pair.plan("it").agreedLead()).isNull();
            assertThat(pair.plan("it").action()).isEqualTo(Action.TO_REFERRAL);
        }

        @Test
        void aClosedReferralFillsItsNewLeadAndNothingElse() {
            pair.referral().put("status", "Closed").put("substatus", "Lost");

            assertThat(pair.plan("company").action()).isEqualTo(Action.NONE);
            pair.lead().put("companyname", "NW");
            assertThat(pair.plan("company").action()).isEqualTo(Action.SETTLE);
            assertThat(pair.withoutLead().plan("company").action()).isEqualTo(Action.TO_LEAD);
        }
    }

    @Nested
    class OfAnEmptiedSource {

        @Test
        void theLeadKeepsItsValueWhereTheRowGoesOneWay() {
            pair.inStep().contact().putNull("email");

            assertThat(pair.isQuiet()).isTrue();
        }

        @Test
        void aValueThatComesBackIsNoChange() {
            pair.inStep().contact().putNull("email");
            pair.lead().put("emailaddress1", "sellers@choice.example");
            pair.record().contact().put("email", "erika.muster@northwind.example");

            assertThat(pair.plan().writesLead()).isFalse();
        }

        @Test
        void theLeadIsEmptiedWhereTheRowGoesBothWays() {
            pair.inStep().details().put("notes", "");

            assertThat(pair.plan().leadWrite()).isEqualTo(Stock.json("{'description': null}"));
            assertThat(pair.writeLead().isQuiet()).isTrue();
        }

        @Test
        void theRowMaySayOtherwise() {
            pair.mapped(row("referral: /details/notes, lead: description, direction: both, clear: keep"));
            pair.inStep().details().put("notes", "");
            assertThat(pair.isQuiet()).isTrue();

            pair.mapped(row("referral: /customerProfile/name, lead: companyname, direction: to-lead, clear: copy"));
            pair.inStep().customer().putNull("name");
            assertThat(pair.plan().leadWrite()).isEqualTo(Stock.json("{'companyname': null}"));
        }

        /** Only the source is kept: whoever empties the target has changed it. */
        @ParameterizedTest
        @CsvSource({
            "to-lead, lead, SETTLE",
            "to-lead, referral, NONE",
            "to-referral, lead, NONE",
            "to-referral, referral, SETTLE",
            "both, lead, NONE",
            "both, referral, NONE"
        })
        void aRowThatKeepsIsDeafToItsSourceAlone(String direction, String emptied, Action expected) {
            pair.mapped(row("referral: /details/notes, lead: description, clear: keep, direction: ".concat(direction)));
            pair.lead().put("description", pair.details().path("notes").asText());
            pair.inStep();
            if (emptied.equals("lead")) {
                pair.lead().putNull("description");
            } else {
                pair.details().put("notes", "");
            }

            assertThat(pair.plan("it").action()).isEqualTo(expected);
        }

        @Test
        void anExpiredReferralEmptiesNothing() {
            pair.inStep().customer().putArray("team");
            pair.customer().putNull("name").putNull("address");
            pair.details().putNull("notes").putNull("dealValue");
            pair.referral().put("status", "Closed").put("substatus", "Expired");

            assertThat(pair.plan().leadFields()).containsExactly("status");
            assertThat(pair.plan().writesReferral()).isFalse();
            assertThat(pair.writeLead().isQuiet()).isTrue();
        }

        @Test
        void aClosedReferralIsNeverWritten() {
            pair.referral().put("status", "Closed").put("substatus", "Expired");
            pair.inStep().lead().put("description", "ours").put("leadid", "99999999-0000-0000-0000-000000000000");
            pair.lead().put("statecode", 2).put("statuscode", 7);

            assertThat(pair.plan().writesReferral()).isFalse();
            assertThat(pair.plan("notes").rule()).isEqualTo("the referral is closed");
            assertThat(pair.record().isQuiet()).isTrue();
        }
    }

    @Nested
    class OfAStandIn {

        private final String lastName = "contact.lastname";

        @Test
        void theCompanyIsTheLastNameOfANewLead() {
            pair.contact().putNull("lastName");

            assertThat(pair.withoutLead().plan().leadWrite().path("lastname").asText())
                    .isEqualTo("Northwind Traders GmbH");
        }

        @Test
        void itFollowsTheCompanyAsLongAsNobodyEditsIt() {
            pair.customer().putNull("team");
            pair.withoutLead().writeLead().writeReferral().customer().put("name", "Northwind AG");
            assertThat(pair.plan(lastName).value()).isEqualTo("Northwind AG");

            pair.writeLead().lead().put("lastname", "Sellers know");
            pair.customer().put("name", "Northwind SE");
            assertThat(pair.plan(lastName).action()).isEqualTo(Action.SETTLE);
        }

        @Test
        void theRealNameReplacesIt() {
            pair.contact().put("lastName", "");
            pair.withoutLead().writeLead().writeReferral().contact().put("lastName", "Muster");

            assertThat(pair.plan(lastName).value()).isEqualTo("Muster");
        }

        @Test
        void itNeverReplacesARealName() {
            pair.inStep().contact().putNull("lastName");
            assertThat(pair.isQuiet()).isTrue();

            pair.agreed(Agreed.none());
            assertThat(pair.plan(lastName).action()).isEqualTo(Action.SETTLE);
        }
    }

    @Nested
    class OfAParkedField {

        @Test
        void itIsLeftOutUntilAValueChanges() {
            pair.inStep().details().put("currency", "XTS");
            assertThat(pair.plan("deal").action()).isEqualTo(Action.PARK);
            assertThat(pair.plan("deal").park().code()).isEqualTo("currency-missing");
            assertThat(pair.record().plan().writesLead()).isFalse();
            String once = pair.agreed().toJson();
            assertThat(pair.record().agreed().toJson()).isEqualTo(once);

            pair.details().put("currency", "JPY");
            assertThat(pair.plan("deal").action()).isEqualTo(Action.TO_LEAD);
            assertThat(pair.writeLead().agreed().parked()).isEmpty();
        }

        @Test
        void itIsPlannedAgainWhenReleased() {
            pair.inStep().details().put("notes", "theirs");
            Refusal refusal = new Refusal("0x80044331", "too long", "shorten it");
            pair.agreed(pair.agreed().park(pair.plan("notes"), refusal));
            assertThat(pair.plan("notes").action()).isEqualTo(Action.PARK);
            assertThat(pair.plan("notes").park().remedy()).isEqualTo("shorten it");

            pair.agreed(pair.agreed().release("notes"));
            assertThat(pair.plan("notes").action()).isEqualTo(Action.TO_LEAD);
        }

        @Test
        void itIsKeptWhereBothSidesNeverAgreed() {
            pair.agreed(Agreed.none().park(pair.plan("notes"), new Refusal("400", "refused", "correct it")));

            assertThat(pair.agreed().parked()).hasSize(1);
            assertThat(pair.plan("notes").action()).isEqualTo(Action.PARK);
            assertThat(pair.record().agreed().parked()).hasSize(1);
            assertThat(pair.agreed(pair.agreed().release("notes")).agreed().parked())
                    .isEmpty();
        }

        @Test
        void anotherOneOfANewLeadIsWrittenAllTheSame() {
            pair.at(Stock.organisationWith(
                    new Column("leadqualitycode", "Picklist", null, null, null, null, false, Map.of())));
            Plan plan = pair.withoutLead().plan();

            assertThat(plan.leadFields()).doesNotContain("rating").contains("company", "deal");
            pair.writeLead().record();
            assertThat(pair.agreed().parked()).singleElement().satisfies(park -> {
                assertThat(park.field()).isEqualTo("rating");
                assertThat(park.code()).isEqualTo("option-missing");
            });
        }
    }

    @Nested
    class OfWhatIsHeldBack {

        @Test
        void itIsPlannedButNeitherWrittenNorAgreed() {
            pair.inStep().details().put("notes", "theirs");
            pair.lead().put("estimatedamount", 1);
            pair.under(new Policies(ZoneId.of("UTC"), false, false, false, true, new Subject("{id}")));

            assertThat(pair.plan().leadWrite()).isEmpty();
            assertThat(pair.plan().writesReferral()).isFalse();
            assertThat(pair.plan("notes").action()).isEqualTo(Action.TO_LEAD);
            assertThat(pair.plan("notes").held()).isTrue();

            pair.record().under(new Policies(ZoneId.of("UTC"), true, true, false, true, new Subject("{id}")));
            assertThat(pair.plan().leadFields()).containsExactly("notes");
            assertThat(pair.plan().referralFields()).containsExactly("deal");
        }

        @Test
        void aBrakeHoldsOneField() {
            pair.inStep().details().put("notes", "theirs");
            pair.referral().put("status", "Closed").put("substatus", "Lost");
            assertThat(pair.plan().moves().keySet()).containsExactly(Move.CLOSE_LEAD);

            Plan braked = pair.plan().without(Set.of("status"), "too many at once");
            assertThat(braked.moves().keySet()).isEmpty();
            assertThat(braked.writesLead()).isFalse();
            assertThat(pair.record().plan().moves().keySet()).containsExactly(Move.CLOSE_LEAD);
        }

        @Test
        void aBrakeOnAFieldThatIsNotWrittenHoldsNothing() {
            pair.inStep().details().put("notes", "theirs");
            pair.lead().put("estimatedamount", 1);

            assertThat(pair.plan()
                            .without(Set.of("notes", "deal", "company"), "too many at once")
                            .fields())
                    .filteredOn(FieldPlan::held)
                    .extracting(FieldPlan::field)
                    .containsExactlyInAnyOrder("notes", "deal");
        }
    }

    private static String row(String keys) {
        return "fields:\n  - {field: it, " + keys + "}\n";
    }
}
