package org.referralconnectors.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.referralconnectors.crash.CrashPoint.System;
import org.referralconnectors.crash.CrashPoint.Work;
import org.referralconnectors.simulated.Answer;
import org.referralconnectors.store.Cursors;
import org.referralconnectors.store.History;
import org.referralconnectors.store.StoreSettings;

/**
 * The process is killed (SIGKILL) while a service that it calls keeps it waiting exactly where it is to die, for many
 * pairs at once; then another one starts on the same store. Whatever the moment, it must end as if nothing had been.
 */
class CrashPointsTest extends CrashSupport {

    private static final String COMPANY = "Northwind GmbH";
    private static final String WORDS = "Some words.";
    private static final String WORDS_AGAIN = "Other words.";
    private static final String PARTNER_API = "https://api.partner.microsoft.com";

    private record Writes(long lead, long patches) {}

    private final Map<CrashPoint, String> pairs = new EnumMap<>(CrashPoint.class);
    private final Map<CrashPoint, Writes> before = new EnumMap<>(CrashPoint.class);
    private final Map<String, String> others = new HashMap<>();

    @Test
    void whereverTheProcessDiesItEndsAsIfNothingHadBeen() throws Exception {
        settings(new StoreSettings("jdbc:sqlite:" + folder.resolve("store.db"), "", "", ""));
        String imported = settings.get("partner-center.refresh-token");
        try (Replica first = start()) {
            prepare();
            dieInEveryRun();
            dieWithoutItsCommits(first);
        }
        editMeanwhile();
        try (Replica second = start()) {
            redeliver("undelivered");
            allEnded();
            dieBetweenPages(second);
        }
        world.partner().entra().revoke(imported);
        try (Replica third = start()) {
            redeliver("unanswered");
            othersEnded();
            assertThat(third.runs()).isPositive();
        }
    }

    private Replica start() {
        return Replica.start(folder, "replica", settings).awaitReady();
    }

    /** Every pair but the new ones has its lead before anything goes wrong. */
    private void prepare() {
        for (CrashPoint point : CrashPoint.values()) {
            pairs.put(point, point.work() == Work.NEW ? UUID.randomUUID().toString() : referral());
        }
        for (String name : new String[] {"polled", "undelivered", "paged", "far", "unanswered", "rotating"}) {
            others.put(name, referral());
        }
        eventually()
                .until(() -> pairs.entrySet().stream()
                                .filter(pair -> pair.getKey().work() != Work.NEW)
                                .allMatch(pair -> isInStep(pair.getValue()))
                        && others.values().stream().allMatch(this::isInStep)
                        && idle());
        pairs.forEach((point, id) -> before.put(point, new Writes(leadWrites(id), patches(id))));
    }

    private void dieInEveryRun() {
        for (CrashPoint point : CrashPoint.values()) {
            if (!point.isRunOver()) {
                point.hold(
                        point.system() == System.DYNAMICS ? dynamics() : partnerCenter(),
                        pairs.get(point),
                        () -> reached.put(point.name(), true));
            }
        }
        pairs.forEach((point, id) -> cause(point.work(), id));
        eventually().untilAsserted(() -> assertThat(pairs.keySet())
                .filteredOn(point -> !isThere(point))
                .as(() -> "not there: " + missing())
                .isEmpty());
    }

    private String missing() {
        return pairs.entrySet().stream()
                .filter(pair -> !isThere(pair.getKey()))
                .map(pair ->
                        pair.getKey() + " " + state(pair.getValue()) + " " + new History(store).of(pair.getValue()))
                .toList()
                .toString();
    }

    private void cause(Work work, String id) {
        switch (work) {
            case NEW -> world.partnerCenter().create(referral -> referral.put("id", id));
            case REFERRAL_EDIT -> note(id, WORDS);
            case UNTOLD_EDIT -> {
                world.partner().notifications().dropNext(1);
                note(id, WORDS);
            }
            case LEAD_EDIT -> describe(id, WORDS);
            case BOTH_EDITS -> {
                describe(id, WORDS);
                rename(id, COMPANY);
            }
        }
    }

    /** The lead's own value would win a conflict: a newer edit must not meet one. */
    private void note(String id, String words) {
        editReferral(id, referral -> referral.withObject("/details").put("notes", words));
    }

    private boolean isThere(CrashPoint point) {
        return point.isRunOver()
                ? isAsCaused(point) && state(pairs.get(point)).equals("idle")
                : reached.containsKey(point.name());
    }

    private boolean isAsCaused(CrashPoint point) {
        String id = pairs.get(point);
        String words = point.isFollowed() ? WORDS_AGAIN : WORDS;
        return switch (point.work()) {
            case NEW -> world.partnerCenter().get(id) != null && isInStep(id);
            case REFERRAL_EDIT, UNTOLD_EDIT ->
                lead(id).path("description").asText().equals(words);
            case LEAD_EDIT -> notes(id).equals(words);
            case BOTH_EDITS -> company(id).equals(COMPANY) && notes(id).equals(words);
        };
    }

    /** The poll has its last page, Entra ID has rotated the token, a webhook has come: and nothing is committed. */
    private void dieWithoutItsCommits(Replica replica) throws Exception {
        dynamics().silentAfter(reaching("last page", leadPoll()), 1);
        describe(others.get("polled"), WORDS);
        awaitReached("last page");
        long version = version("lead-poll");
        renameUntold(others.get("undelivered"), COMPANY);
        long issued = world.partner().entra().issued(PARTNER_API);
        StoreLock lock = new StoreLock(settings.get("store.url"));
        world.partner().entraServer().faults().silentAfter(lock::takeAndGoOn, 1);
        partnerCenter().answer(reaching("refused token", sweep()), 1, Answer.empty(401));
        eventually().until(() -> world.partner().entra().issued(PARTNER_API) == issued + 1);
        CompletableFuture<Integer> sent = deliver(others.get("undelivered"));
        replica.kill();
        lock.release();
        assertThat(sent).failsWithin(java.time.Duration.ofSeconds(30));
        assertThat(version("lead-poll")).isEqualTo(version);
        dynamics().clear();
        partnerCenter().clear();
        world.partner().entraServer().faults().clear();
    }

    /** Page by page: what the pages before had is on disk, and the cursor is not. */
    private void dieBetweenPages(Replica replica) {
        world.partnerCenter().pageSize(pairs.size());
        dynamics().answer(leadPoll(), 1000, Answer.empty(503));
        describe(others.get("paged"), WORDS);
        IntStream.range(0, 500).forEach(n -> world.dataverse()
                .create(JsonNodeFactory.instance.objectNode().put("subject", "Somebody's lead " + n)));
        describe(others.get("far"), WORDS);
        dynamics().clear();
        dynamics().silentBefore(reaching("second page", leadPoll().and(furtherPage())), 1);
        awaitReached("second page");
        eventually().until(() -> notes(others.get("paged")).equals(WORDS));
        assertThat(notes(others.get("far"))).isNotEqualTo(WORDS);
        dieInTheSweep();
        dieAfterItsCommit(replica);
    }

    private void dieInTheSweep() {
        long swept = version("referral-sweep");
        partnerCenter()
                .silentAfter(
                        reaching(
                                "second list",
                                call -> sweep().test(call) && furtherPage().test(call)),
                        1);
        renameUntold(others.get("unanswered"), COMPANY);
        awaitReached("second list");
    }

    /** The request is on disk and nobody was told; and Entra ID has rotated a token that nobody got. */
    private void dieAfterItsCommit(Replica replica) {
        String rotating = others.get("rotating");
        partnerCenter().answer(call -> call.path().endsWith(rotating), 1, Answer.empty(401));
        world.partner()
                .entraServer()
                .faults()
                .silentAfter(reaching("rotated", call -> call.method().equals("POST")), 1);
        rename(rotating, COMPANY);
        awaitReached("rotated");
        replica.kill();
        dynamics().clear();
        partnerCenter().clear();
        world.partner().entraServer().faults().clear();
    }

    private void editMeanwhile() {
        note(pairs.get(CrashPoint.EDIT_AGAIN), WORDS_AGAIN);
        describe(pairs.get(CrashPoint.LEAD_AGAIN), WORDS_AGAIN);
    }

    /** The turn of the one that died while it asked for a token ends first: a call's time limit and five seconds. */
    private void allEnded() {
        eventually().atMost(Duration.ofMinutes(2)).untilAsserted(() -> assertThat(pairs.keySet())
                .filteredOn(point -> !isAsCaused(point))
                .isEmpty());
        eventually()
                .until(() -> company(others.get("undelivered")).equals(COMPANY)
                        && notes(others.get("polled")).equals(WORDS)
                        && idle());
        assertThat(pairs.keySet()).allSatisfy(this::endedAsIfNothingHadBeen);
        assertThat(leadsMade()).isEqualTo(pairs.size() + others.size());
    }

    /** One write for each edit, none repeated; and what a pair that met no crash has. */
    private void endedAsIfNothingHadBeen(CrashPoint point) {
        String id = pairs.get(point);
        boolean toLead = point.work() != Work.LEAD_EDIT;
        boolean toReferral = point.work() != Work.REFERRAL_EDIT && point.work() != Work.UNTOLD_EDIT;
        long edits = point.isFollowed() ? 2 : 1;
        assertThat(leadWrites(id) - before.get(point).lead()).isEqualTo(toLead ? edits : 0);
        assertThat(patches(id) - before.get(point).patches()).isEqualTo(toReferral ? edits : 0);
        assertThat(new History(store).of(id))
                .noneSatisfy(decision -> assertThat(decision.written()).contains("conflict"));
        if (!point.isFollowed()) {
            assertThat(bothSides(id)).isEqualTo(bothSides(pairs.get(point.unharmed())));
        }
    }

    private void othersEnded() {
        eventually()
                .until(() -> company(others.get("unanswered")).equals(COMPANY)
                        && company(others.get("rotating")).equals(COMPANY)
                        && notes(others.get("far")).equals(WORDS)
                        && idle());
        assertThat(leadWrites(others.get("rotating"))).isEqualTo(2);
        assertThat(leadWrites(others.get("unanswered"))).isEqualTo(2);
        assertThat(patches(others.get("far"))).isEqualTo(2);
        assertThat(patches(others.get("paged"))).isEqualTo(2);
        assertThat(leadsMade()).isEqualTo(pairs.size() + others.size());
    }

    private long version(String cursor) {
        return new Cursors(store).read(cursor).map(Cursors.Cursor::version).orElse(0L);
    }

    /** As a sender does that had no answer. */
    private void redeliver(String name) {
        assertThat(deliver(others.get(name)).join()).isEqualTo(200);
    }
}
