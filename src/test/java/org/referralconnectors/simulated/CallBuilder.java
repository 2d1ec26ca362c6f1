package org.referralconnectors.simulated;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A call made by a test, without a network. */
final class CallBuilder {
    private final String method;
    private final String path;
    private final Map<String, List<String>> headers = new HashMap<>();
    private String query;
    private byte[] body = new byte[0];

    private CallBuilder(String method, String path) {
        this.method = method;
        this.path = path;
    }

    static CallBuilder call(String method, String path) {
        return new CallBuilder(method, path).header("host", "localhost");
    }

    /** {@code null} leaves the header out. */
    CallBuilder header(String name, String value) {
        headers.remove(name.toLowerCase(Locale.ROOT));
        if (value != null) {
            headers.put(name.toLowerCase(Locale.ROOT), List.of(value));
        }
        return this;
    }

    /** Raw, or with blanks, which are escaped. */
    CallBuilder query(String raw) {
        query = raw == null ? null : raw.replace(" ", "%20");
        return this;
    }

    CallBuilder body(String text) {
        body = text.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    /** With its length, as HTTP clients send what may have a body. */
    Call build() {
        if (!method.equals("GET")) {
            headers.putIfAbsent("content-length", List.of(Integer.toString(body.length)));
        }
        return new Call(method, path, query, headers, body);
    }
}
