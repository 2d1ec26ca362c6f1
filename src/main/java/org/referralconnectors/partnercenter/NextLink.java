package org.referralconnectors.partnercenter;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The link to a list's next page. It names another host, by http and without part of the path (the API's own sample
 * does), so that nothing of it is used but the option that says where the page begins.
 */
final class NextLink {

    private NextLink() {}

    /** {@code $skiptoken} or {@code $skip}, however its name is spelt; its value stays as the service encoded it. */
    static Optional<String> option(String link) {
        Map<String, String> options = new HashMap<>();
        for (String part : link.substring(link.indexOf('?') + 1).split("&")) {
            String[] option = part.split("=", 2);
            if (option.length == 2) {
                options.put(name(option[0]), option[1]);
            }
        }
        return Stream.of("$skiptoken", "$skip")
                .filter(options::containsKey)
                .map(name -> name + "=" + options.get(name))
                .findFirst();
    }

    private static String name(String encoded) {
        try {
            return URLDecoder.decode(encoded, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException noEncoding) {
            return encoded;
        }
    }
}
