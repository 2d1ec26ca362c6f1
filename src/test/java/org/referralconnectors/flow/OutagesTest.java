package org.referralconnectors.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.referralconnectors.ops.PausedSystems;
import org.referralconnectors.simulated.Answer;
import org.referralconnectors.simulated.Faults;
import org.referralconnectors.simulated.Outage;
import org.referralconnectors.simulated.SimulatedServer;
import org.referralconnectors.store.Pauses;

/**
 * A service is away for far longer than all attempts of a pair together take. Afterwards nothing is parked and
 * everything is done, and it was hardly called meanwhile. The delays are a hundredth of the usual ones.
 */
class OutagesTest extends FailureSupport {

    private static final int PAIRS = 4;
    private static final Duration LONG = Duration.ofMillis(1500);

    private List<SimulatedServer> away = List.of();
    private Outage outage;

    @Override
    String[] settingsOfTheClass() {
        return Stream.concat(
                        Stream.of(super.settingsOfTheClass()),
                        Stream.of("http.response-timeout", "PT0.4S", "http.connect-timeout", "PT0.4S"))
                .toArray(String[]::new);
    }

    @AfterEach
    void comesBackWhateverHappened() {
        end();
        eventually().until(this::idle);
    }

    static Stream<Arguments> everyServiceAndOutage() {
        Function<OutagesTest, SimulatedServer> dynamics = FailureSupport::dynamics;
        Function<OutagesTest, SimulatedServer> partnerCenter = FailureSupport::partnerCenter;
        return Stream.of(Outage.values())
                .filter(outage -> outage != Outage.DRIPPING)
                .flatMap(outage -> Stream.of(
                        Arguments.of("dynamics", outage, dynamics),
                        Arguments.of("partner-center", outage, partnerCenter)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("everyServiceAndOutage")
    void afterItNothingIsParkedAndEverythingIsDone(
            String system, Outage how, Function<OutagesTest, SimulatedServer> service) {
        List<String> ids = pairs();
        begin(how, service.apply(this));
        world.traffic().clear();
        ids.forEach(id -> rename(id, how + " " + system));
        String newcomer = referral(referral -> {});
        lasts();
        assertThat(world.traffic().count(system)).isLessThan(60);
        eventually()
                .until(() -> pauses().stream().anyMatch(pause -> pause.system().equals(system)));
        assertThat(new PausedSystems(new Pauses(store())).call().getMessage().orElseThrow())
                .contains(system);
        end();
        inStep(newcomer);
        ids.forEach(id ->
                eventually().until(() -> lead(id).path("companyname").asText().equals(how + " " + system)));
        eventually().until(this::idle);
        assertThat(application.backlog().parked()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"REFUSED", "ERROR_503", "PAGE_200", "GATEWAY_403"})
    void bothAtOnceAndEntraTooAreNoMoreThanOne(Outage how) {
        List<String> ids = pairs();
        begin(how, dynamics(), partnerCenter(), world.partner().entraServer());
        world.traffic().clear();
        ids.forEach(id -> rename(id, how + " everywhere"));
        lasts();
        assertThat(world.traffic().count("dynamics") + world.traffic().count("partner-center"))
                .isLessThan(100);
        end();
        ids.forEach(id ->
                eventually().until(() -> lead(id).path("companyname").asText().equals(how + " everywhere")));
        eventually().until(this::idle);
        assertThat(application.backlog().parked()).isEmpty();
    }

    /** Every token has been refused, as if it had ended meanwhile. */
    @ParameterizedTest
    @EnumSource(names = {"REFUSED", "DRIPPING", "REDIRECT", "GATEWAY_403"})
    void entraAloneIsAwayWhileTokensEnd(Outage how) {
        List<String> ids = pairs();
        Stream.of(dynamics(), partnerCenter())
                .forEach(service -> service.faults().answer(Faults.anywhere(), 1, Answer.empty(401)));
        begin(how, world.partner().entraServer());
        world.traffic().clear();
        ids.forEach(id -> rename(id, how + " of tokens"));
        world.dataverse().edit(uuid(ids.get(0)), lead -> lead.put("description", how + " of tokens"));
        poll();
        lasts();
        assertThat(world.traffic().counts().values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isLessThan(100);
        assertThat(pauses()).isNotEmpty().allSatisfy(pause -> assertThat(pause.reason())
                .contains("no token for")
                .doesNotContain("client-secret", "login"));
        end();
        ids.forEach(id ->
                eventually().until(() -> lead(id).path("companyname").asText().equals(how + " of tokens")));
        eventually().until(this::idle);
        assertThat(application.backlog().parked()).isEmpty();
    }

    /** The update is done, its answer lost, and from then on nothing is answered. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void oneThatBeginsBetweenIntentAndAnswerWritesNothingTwice(boolean silent) {
        List<String> ids = pairs();
        String id = ids.get(0);
        int before = ownLeadWrites(uuid(id)).size();
        AtomicBoolean begun = new AtomicBoolean();
        dynamics().faults().resetAfter(about("PATCH", id).and(call -> !begun.getAndSet(true)), 1);
        if (silent) {
            dynamics().faults().silentBefore(call -> begun.get(), Integer.MAX_VALUE);
        } else {
            dynamics().faults().answer(call -> begun.get(), Integer.MAX_VALUE, Answer.empty(503));
        }
        rename(id, "In the middle");
        eventually().until(begun::get);
        lasts();
        dynamics().faults().clear();
        eventually().until(this::idle);
        assertThat(lead(id).path("companyname").asText()).isEqualTo("In the middle");
        assertThat(ownLeadWrites(uuid(id))).hasSize(before + 1);
        assertThat(application.backlog().parked()).isEmpty();
    }

    private List<String> pairs() {
        return IntStream.range(0, PAIRS).mapToObj(n -> settled(referral -> {})).toList();
    }

    private void rename(String id, String name) {
        world.partnerCenter()
                .edit(id, referral -> referral.withObject("/customerProfile").put("name", name));
    }

    private void begin(Outage how, SimulatedServer... services) {
        outage = how;
        away = List.of(services);
        away.forEach(how::begin);
    }

    private void end() {
        away.forEach(service -> outage.end(service));
        away = List.of();
    }

    /** Nothing is parked at any moment of it. */
    private void lasts() {
        Awaitility.await()
                .during(LONG)
                .atMost(LONG.plusSeconds(5))
                .until(() -> application.backlog().parked().isEmpty());
    }
}
