package org.referralconnectors.console;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A piece of markup. What stands in a template is ours; every part put into it is escaped, unless it is markup itself,
 * so that no text of a stranger ever becomes any.
 */
record Html(String markup) {

    static final Html NOTHING = new Html("");

    /** @param template with {@code %s} for each of the parts; a text, an {@code Html} or a list of these */
    static Html of(String template, Object... parts) {
        return new Html(
                String.format(template, Stream.of(parts).map(Html::escaped).toArray()));
    }

    private static String escaped(Object part) {
        if (part instanceof Html html) {
            return html.markup;
        }
        if (part instanceof List<?> parts) {
            return parts.stream().map(Html::escaped).collect(Collectors.joining());
        }
        return escaped(String.valueOf(part));
    }

    /** In attributes too. What would turn the text around it, or can't be seen, is shown as a replacement character. */
    private static String escaped(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029&&[^\\n\\t]]", "\uFFFD")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
