package org.referralconnectors.simulated.dataverse;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.referralconnectors.simulated.Call;

/**
 * The headers that Microsoft asks for in every request. The service forgives some that are missing; this one doesn't.
 */
final class RequiredHeaders {
    private static final Set<String> WITH_BODY = Set.of("POST", "PATCH");

    private RequiredHeaders() {}

    static void check(Call call) {
        require(call, "accept", 406, "application/json");
        require(call, "odata-maxversion", 400, "4.0");
        require(call, "odata-version", 400, "4.0");
        if (WITH_BODY.contains(call.method())) {
            require(call, "content-type", 415, "application/json");
        }
    }

    private static void require(Call call, String name, int status, String value) {
        String sent = Optional.ofNullable(call.header(name)).orElse("").toLowerCase(Locale.ROOT);
        if (!sent.split(";")[0].strip().equals(value)) {
            throw new DataverseError(status, DataverseError.QUERY, "The header " + name + " has to be " + value + ".");
        }
    }
}
