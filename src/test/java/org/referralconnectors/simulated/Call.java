package org.referralconnectors.simulated;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A request as it came over the wire: {@code path} and {@code query} still percent-encoded, {@code query} null when
 * there is none, header names in lower case.
 */
public record Call(String method, String path, String query, Map<String, List<String>> headers, byte[] body) {

    /** The first value of a header, or null; the name's case doesn't matter. */
    public String header(String name) {
        List<String> values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
        return values.isEmpty() ? null : values.get(0);
    }

    /** The body as UTF-8. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
