package org.referralconnectors.simulated;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One request that reached a simulated service.
 *
 * @param query raw, as sent; {@code null} when there is none
 * @param headers by lower-case name
 */
public record Call(String method, String path, String query, Map<String, List<String>> headers, byte[] body) {

    /** The first value of a header, or {@code null}; case of the name doesn't matter. */
    public String header(String name) {
        List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
        return values == null ? null : values.get(0);
    }

    /** The body as UTF-8. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
