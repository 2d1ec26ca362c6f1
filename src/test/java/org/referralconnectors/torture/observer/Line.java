package org.referralconnectors.torture.observer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.referralconnectors.simulated.Answer;
import org.referralconnectors.simulated.Call;
import org.referralconnectors.simulated.SimulatedServer;
import org.referralconnectors.torture.observer.Event.What;

/** Listens to what passes between the application and one service. */
final class Line implements SimulatedServer.Observer {
    private static final Set<Integer> NEVER_TO_BE_ASKED_FOR = Set.of(400, 403, 405, 415, 422);

    private final Side side;
    private final Log log;
    private final List<Violation> illegal;
    private final Consumer<String> read;
    private final Map<Call, Log.Arrival> arrivals = Collections.synchronizedMap(new IdentityHashMap<>());
    private final ThreadLocal<Log.Arrival> served = new ThreadLocal<>();

    /**
     * @param illegal gets what may never be asked for
     * @param read told of each record that the application is about to be shown
     */
    Line(Side side, Log log, List<Violation> illegal, Consumer<String> read) {
        this.side = side;
        this.log = log;
        this.illegal = illegal;
        this.read = read;
    }

    /** Of the call that this thread serves; null where there is none. */
    Log.Arrival served() {
        return served.get();
    }

    @Override
    public void arrived(Call call) {
        Log.Arrival arrival = log.arrival();
        arrivals.put(call, arrival);
        if (Wire.isWrite(call) && !arrival.rules().mayWrite(side)) {
            String asked = call.method() + " " + call.path() + " under sync.write = "
                    + arrival.rules().write();
            illegal.add(new Violation("closed-side", Wire.record(side, call).orElse("-"), asked));
        }
    }

    @Override
    public void asking(Call call) {
        served.set(arrivals.remove(call));
    }

    @Override
    public void answered(Call call, Answer answer, boolean delivered) {
        Wire.record(side, call).ifPresent(id -> outcome(id, call, answer, delivered));
        for (JsonNode record : Wire.shown(side, call, answer)) {
            String id = record.path(side == Side.REFERRAL ? "id" : "leadid").asText();
            if (delivered) {
                log.add(What.READ, side, id, log.now(), record, true, null);
            }
            read.accept(id);
        }
        served.remove();
    }

    private void outcome(String id, Call call, Answer answer, boolean delivered) {
        boolean refused = Wire.isWrite(call) && answer.status() >= 400;
        boolean unprovoked = !Wire.text(answer).contains(Journal.PROVOKED) && !log.isRetired(id);
        if (refused && unprovoked && NEVER_TO_BE_ASKED_FOR.contains(answer.status())) {
            String asked = call.method() + " " + call.text() + " was answered " + answer.status();
            illegal.add(new Violation("illegal", id, asked + " " + Wire.text(answer)));
        }
        if (refused || Wire.isWrite(call) && !delivered) {
            What what = refused ? What.REFUSED : What.UNANSWERED;
            log.add(what, side, id, log.next(), true, "HTTP " + answer.status());
        }
    }
}
