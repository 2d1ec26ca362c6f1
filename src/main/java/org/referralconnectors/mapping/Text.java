package org.referralconnectors.mapping;

import com.fasterxml.jackson.databind.JsonNode;

/** Text as both sides can hold it. */
final class Text {

    private Text() {}

    /** The text of a scalar without U+0000 and lone surrogates; empty for null, absent, objects and arrays. */
    static String of(JsonNode value) {
        return value.isNull() ? "" : clean(value.asText());
    }

    static String clean(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == 0 || Character.isSurrogate(text.charAt(i))) {
                return rebuilt(text);
            }
        }
        return text;
    }

    private static String rebuilt(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        text.codePoints()
                .filter(point -> point != 0 && Character.getType(point) != Character.SURROGATE)
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }

    /** At most this many UTF-16 units, without cutting a surrogate pair in two. */
    static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        boolean splits = length > 0
                && Character.isHighSurrogate(text.charAt(length - 1))
                && Character.isLowSurrogate(text.charAt(length));
        return text.substring(0, splits ? length - 1 : length);
    }
}
