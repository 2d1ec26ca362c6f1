package org.referralconnectors.simulated;

import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.Stream;

/** One webhook request as it goes out; made good by {@link DeliverySigner}, and made bad from there by tests. */
public record Delivery(List<Entry<String, String>> headers, byte[] body) {

    /** The header replaced. */
    public Delivery with(String name, String value) {
        return without(name).and(name, value);
    }

    /** The header added, beside one of the same name if there is one. */
    public Delivery and(String name, String value) {
        return new Delivery(
                Stream.concat(headers.stream(), Stream.of(Map.entry(name, value)))
                        .toList(),
                body);
    }

    public Delivery without(String name) {
        return new Delivery(
                headers.stream()
                        .filter(header -> !header.getKey().equalsIgnoreCase(name))
                        .toList(),
                body);
    }

    /** Another body under the same headers, signature included. */
    public Delivery withBody(byte[] other) {
        return new Delivery(headers, other);
    }

    /** The first value of a header, or {@code null}. */
    public String header(String name) {
        return headers.stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Entry::getValue)
                .findFirst()
                .orElse(null);
    }
}
