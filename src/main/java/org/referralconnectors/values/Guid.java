package org.referralconnectors.values;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An id of either service. People and programs spell it in upper case, in braces or in a link's encoding; here and in
 * the store it is the 36 characters in lower case, so that any spelling finds the same pair.
 */
public final class Guid {

    /** The 36 characters in either case, for patterns in which an id stands among other text. */
    public static final String ANY_CASE = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

    private static final Pattern PLAIN = Pattern.compile(ANY_CASE);
    private static final Pattern WRAPPED = Pattern.compile("\\{(.*)}|\\((.*)\\)");
    private static final int LONGEST = 100;

    private Guid() {}

    /** @return the id in lower case; empty where the text is anything else, or more than an id */
    public static Optional<String> read(String text) {
        if (text == null || text.length() > LONGEST) {
            return Optional.empty();
        }
        String bare = WRAPPED.matcher(decoded(text).strip()).replaceFirst("$1$2");
        return PLAIN.matcher(bare).matches() ? Optional.of(bare.toLowerCase(Locale.ROOT)) : Optional.empty();
    }

    public static boolean isOne(String text) {
        return read(text).isPresent();
    }

    /** The id in lower case; a text that is none as it stands. */
    public static String canonical(String text) {
        return read(text).orElse(text);
    }

    private static String decoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        try {
            return URLDecoder.decode(text, StandardCharsets.US_ASCII);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }
}
