package org.referralconnectors.partnercenter;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The HTTP headers of a delivery. */
@FunctionalInterface
public interface CallbackHeaders {

    /** Every value sent under {@code name}, whose case doesn't matter; empty when there is none. */
    List<String> values(String name);

    /** Headers from a map whose values are texts, or collections of texts where a header was sent more than once. */
    static CallbackHeaders of(Map<String, ?> headers) {
        return name -> {
            List<String> values = new ArrayList<>(1);
            headers.forEach((key, value) -> {
                if (key.equalsIgnoreCase(name)) {
                    add(values, value);
                }
            });
            return values;
        };
    }

    /** The only value sent under {@code name}. */
    default String single(String name) throws CallbackRefused {
        List<String> values = values(name);
        if (values.size() > 1) {
            throw new CallbackRefused(Refusal.HEADER_DOUBLED);
        }
        String value = values.isEmpty() ? "" : values.get(0).strip();
        if (value.isEmpty()) {
            throw new CallbackRefused(Refusal.HEADER_MISSING);
        }
        return value;
    }

    private static void add(List<String> values, Object value) {
        if (value instanceof Collection<?> several) {
            several.forEach(each -> add(values, each));
        } else if (value != null) {
            values.add(value.toString());
        }
    }
}
