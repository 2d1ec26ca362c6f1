package org.referralconnectors.mapping;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The subject of a lead: made from a template once, and later searched for the referral's id wherever sellers left it.
 */
public final class Subject {

    private static final String GUID = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
    private static final Pattern WHOLE = Pattern.compile(GUID);
    private static final Pattern ANYWHERE = Pattern.compile("(?<![0-9a-fA-F-])" + GUID + "(?![0-9a-fA-F-])");
    private static final String NAME = "{name}";
    private static final String ID = "{id}";

    private final String template;

    /** @throws IllegalArgumentException if the template lacks <code>{id}</code> */
    public Subject(String template) {
        if (!template.contains(ID)) {
            throw new IllegalArgumentException("The subject template must contain {id}: " + template);
        }
        this.template = template;
    }

    /** The subject for a new lead; where it is longer than {@code maxLength}, the name is cut, or all but the id. */
    public String render(String name, String id, int maxLength) {
        String frame = template.replace(ID, id);
        int names = (frame.length() - frame.replace(NAME, "").length()) / NAME.length();
        int room = maxLength - (frame.length() - names * NAME.length());
        if (room < 0) {
            return id;
        }
        return frame.replace(NAME, Text.cut(name, names == 0 ? 0 : room / names))
                .strip();
    }

    /** The referral's id in this subject, in lower case. */
    public Optional<String> referralId(String subject) {
        Matcher found = ANYWHERE.matcher(subject);
        return found.find() ? Optional.of(found.group().toLowerCase(Locale.ROOT)) : Optional.empty();
    }

    public boolean holds(String subject, String id) {
        return subject.toLowerCase(Locale.ROOT).contains(id.toLowerCase(Locale.ROOT));
    }

    public static boolean isGuid(String text) {
        return WHOLE.matcher(text).matches();
    }
}
