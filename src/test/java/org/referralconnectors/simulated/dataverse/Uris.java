package org.referralconnectors.simulated.dataverse;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Percent-encoding as the simulated service insists on it. */
final class Uris {
    private static final Pattern ENCODED = Pattern.compile("(?:[!$&'()*,;=:@/?A-Za-z0-9._~-]|%[0-9A-Fa-f]{2})*");

    private Uris() {}

    /** A space has to be {@code %20}: what a plus means in a query differs between servers, so it is refused. */
    static String decode(String text) {
        if (!ENCODED.matcher(text).matches()) {
            throw DataverseError.syntax();
        }
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Encodes what may stand in parentheses behind an entity set, its quotes and equals sign left alone. */
    static String encodePath(String text) {
        return encode(text).replace("%27", "'").replace("%3D", "=");
    }
}
