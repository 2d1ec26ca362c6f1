package org.referralconnectors.flow;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.referralconnectors.simulated.Answer;
import org.referralconnectors.simulated.Call;
import org.referralconnectors.simulated.Faults;
import org.referralconnectors.simulated.SimulatedServer;
import org.referralconnectors.simulated.dataverse.Organisation;
import org.referralconnectors.simulated.dataverse.Write;
import org.referralconnectors.store.Backlog;
import org.referralconnectors.store.Pair;
import org.referralconnectors.store.Pairs;
import org.referralconnectors.store.Pauses;

/** One application that retries fast, and the words in which its tests say what goes wrong for which referral. */
abstract class FailureSupport extends SharedFlowSupport {

    static final UUID APPLICATION_USER = Organisation.idOf("application user");

    @Override
    String[] settingsOfTheClass() {
        return new String[] {
            "sync.retry-initial-delay", "PT0.02S", "sync.retry-max-delay", "PT0.1S", "sync.max-attempts", "4"
        };
    }

    SimulatedServer partnerCenter() {
        return world.partner().partnerCenterServer();
    }

    SimulatedServer dynamics() {
        return world.dataverseServer();
    }

    /** Calls of this method that name the referral anywhere in their address. */
    static Predicate<Call> about(String method, String id) {
        return call -> call.method().equals(method)
                && (call.path().contains(id)
                        || call.query() != null && call.query().contains(id));
    }

    static Answer refusal(int status, String code) {
        var body = JsonNodeFactory.instance.objectNode();
        body.putObject("error").put("code", code).put("message", "Erika Muster, erika.muster@northwind.example");
        return Answer.json(status, body);
    }

    /** Does something just before the service sees the next such calls. */
    static void before(SimulatedServer server, Predicate<Call> where, int times, Runnable act) {
        AtomicInteger left = new AtomicInteger(times);
        server.faults()
                .delay(
                        call -> {
                            if (where.test(call) && left.getAndDecrement() > 0) {
                                act.run();
                            }
                            return false;
                        },
                        1,
                        java.time.Duration.ZERO);
    }

    static Predicate<Call> always() {
        return Faults.anywhere();
    }

    Backlog.ParkedPair parked(String id) {
        eventually().until(() -> findParked(id) != null);
        return findParked(id);
    }

    Backlog.ParkedPair findParked(String id) {
        return application.backlog().parked().stream()
                .filter(pair -> pair.referralId().equals(id))
                .findFirst()
                .orElse(null);
    }

    String state(String id) {
        return application.backlog().find(id).map(Backlog.Request::state).orElse("none");
    }

    Pair pair(String id) {
        return new Pairs(store()).find(id).orElseThrow();
    }

    List<Pauses.Pause> pauses() {
        return new Pauses(store()).current();
    }

    void resume(String system) {
        new Pauses(store()).resume(system);
    }

    /** Writes to a lead by the application. */
    List<Write> ownLeadWrites(UUID lead) {
        return world.dataverse().writes().stream()
                .filter(write -> write.lead().equals(lead) && write.by().equals(APPLICATION_USER))
                .toList();
    }

    /** PATCHes of a referral that took effect. */
    long patchCount(String id) {
        return world.partnerCenter().writes().stream()
                .filter(write -> write.referralId().equals(id) && write.patch() != null)
                .count();
    }
}
