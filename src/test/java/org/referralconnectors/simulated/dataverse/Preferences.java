package org.referralconnectors.simulated.dataverse;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.referralconnectors.simulated.Call;

/** The {@code Prefer} header; a preference that the service doesn't know is refused instead of ignored. */
record Preferences(Map<String, String> values) {
    static final String TRACK_CHANGES = "odata.track-changes";
    private static final String REPRESENTATION = "return";
    private static final String PAGE_SIZE = "odata.maxpagesize";
    private static final String ANNOTATIONS = "odata.include-annotations";
    private static final int LARGEST_PAGE = 5000;
    private static final Set<String> KNOWN = Set.of(TRACK_CHANGES, REPRESENTATION, PAGE_SIZE, ANNOTATIONS);
    private static final Pattern PREFERENCE = Pattern.compile("\\s*([\\w.-]+)(?:=(\"[^\"]*\"|[^,\"]*))?\\s*(?:,|$)");

    static Preferences of(Call call) {
        String header = call.header("prefer");
        Map<String, String> values = new LinkedHashMap<>();
        if (header != null) {
            Matcher matcher = PREFERENCE.matcher(header).useTransparentBounds(true);
            int end = 0;
            while (end < header.length() && matcher.region(end, header.length()).lookingAt()) {
                values.put(matcher.group(1), matcher.group(2) == null ? "" : matcher.group(2));
                end = matcher.end();
            }
            if (end < header.length() || !KNOWN.containsAll(values.keySet())) {
                throw DataverseError.query("The preference " + header + " is not supported.");
            }
        }
        return new Preferences(values);
    }

    boolean trackChanges() {
        return values.containsKey(TRACK_CHANGES);
    }

    boolean representation() {
        return "representation".equals(values.get(REPRESENTATION));
    }

    boolean formattedValues() {
        String wanted = values.getOrDefault(ANNOTATIONS, "").replace("\"", "");
        return wanted.equals("*") || wanted.contains(Projection.FORMATTED);
    }

    boolean limitsPages() {
        return values.containsKey(PAGE_SIZE);
    }

    int pageSize() {
        String size = values.getOrDefault(PAGE_SIZE, Integer.toString(LARGEST_PAGE));
        if (!size.matches("[1-9]\\d{0,8}")) {
            throw DataverseError.query("odata.maxpagesize has to be a positive number.");
        }
        return Math.min(Integer.parseInt(size), LARGEST_PAGE);
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    /** For {@code Preference-Applied}. */
    String applied() {
        return values.entrySet().stream()
                .map(entry -> entry.getValue().isEmpty() ? entry.getKey() : entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(","));
    }
}
