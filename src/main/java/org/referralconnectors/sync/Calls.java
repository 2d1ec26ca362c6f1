package org.referralconnectors.sync;

import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.referralconnectors.dynamics.OddAnswer;
import org.referralconnectors.store.LeaseLost;

/** The remote calls of an exchange, by their connector routes. */
public final class Calls {

    private static final String ALL = "remoteOperations";

    private Calls() {}

    /** To be told of each call that has ended, well or not. */
    public static void called(Exchange exchange, String operation) {
        exchange.setProperty(Failures.LAST_OPERATION, operation);
        of(exchange).add(operation);
    }

    @SuppressWarnings("unchecked")
    static Set<String> of(Exchange exchange) {
        Set<String> called = exchange.getProperty(ALL, Set.class);
        if (called == null) {
            called = new HashSet<>();
            exchange.setProperty(ALL, called);
        }
        return called;
    }

    /** What ended an exchange, and which of its remote calls it was. */
    static Failure failure(Exchange exchange, Instant now) {
        Throwable thrown = Failure.cause(caught(exchange));
        boolean remote = thrown instanceof HttpOperationFailedException
                || thrown instanceof IOException
                || thrown instanceof OddAnswer
                || thrown instanceof ParkPair;
        if (Hooks.inside(exchange) != null && !(thrown instanceof LeaseLost)) {
            return Failure.ofCustomRoute(Hooks.inside(exchange), thrown);
        }
        String called = exchange.getProperty(Failures.LAST_OPERATION, String.class);
        return Failure.of(thrown, remote && called != null ? called : step(exchange), now);
    }

    static Throwable caught(Exchange exchange) {
        Throwable left = exchange.getException();
        return left != null ? left : exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    }

    /** The last route or system that was called before the failure. */
    private static String step(Exchange exchange) {
        String endpoint = exchange.getProperty(Exchange.TO_ENDPOINT, "", String.class);
        return endpoint.startsWith("direct:") ? endpoint.replaceFirst("direct:/*", "") : exchange.getFromRouteId();
    }
}
