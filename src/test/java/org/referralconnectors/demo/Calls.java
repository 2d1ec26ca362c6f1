package org.referralconnectors.demo;

import java.util.List;
import java.util.stream.Stream;
import org.referralconnectors.simulated.Call;
import org.referralconnectors.simulated.Traffic;
import org.referralconnectors.simulated.Traffic.Entry;

/** Calls that the simulated services saw, in the words of the routes in {@code routes/} that make them. */
final class Calls {

    private static final String POLL = "list changed leads";

    private final Traffic traffic;

    Calls(Traffic traffic) {
        this.traffic = traffic;
        traffic.recordBodies(true);
    }

    /** How many there were until now. */
    int mark() {
        return traffic.entries().size();
    }

    /** Those that one referral and its lead have cost since a mark, in their order. */
    List<String> about(String referralId, int mark) {
        return since(mark)
                .filter(entry -> isAbout(referralId, entry.call()))
                .map(Calls::words)
                .toList();
    }

    /** All of them, polls and sweeps included. */
    long total() {
        return traffic.count("partner-center") + traffic.count("dynamics");
    }

    /** From now on calls are only counted, so that a demo that runs for days does not grow. */
    void forget() {
        traffic.recordBodies(false);
    }

    long polls() {
        return since(0).map(Calls::words).filter(POLL::equals).count();
    }

    private Stream<Entry> since(int mark) {
        return traffic.entries().stream().skip(mark).filter(entry -> isApi(entry.service()));
    }

    private static boolean isApi(String service) {
        return service.equals("partner-center") || service.equals("dynamics");
    }

    private static boolean isAbout(String referralId, Call call) {
        return (call.path() + "?" + call.query()).contains(referralId);
    }

    private static String words(Entry entry) {
        Call call = entry.call();
        boolean reads = call.method().equals("GET");
        if (entry.service().equals("partner-center")) {
            return reads ? "get referral" : "update referral";
        }
        if (call.path().endsWith("/leads")) {
            return String.valueOf(call.query()).contains("$filter=") ? "find leads" : POLL;
        }
        return reads ? "get lead" : call.header("If-None-Match") != null ? "create lead" : "update lead";
    }
}
