package org.referralconnectors.mapping;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.referralconnectors.values.Guid;

/**
 * The subject of a lead: made from a template once, and later searched for the referral's id wherever sellers left it.
 */
public final class Subject {

    private static final String GUID = Guid.ANY_CASE;
    private static final String NOT_AFTER = "(?<![0-9a-fA-F-])";
    private static final String NOT_BEFORE = "(?![0-9a-fA-F-])";
    private static final Pattern ANYWHERE = Pattern.compile(NOT_AFTER + "(" + GUID + ")" + NOT_BEFORE);
    private static final String NAME = "{name}";
    private static final String ID = "{id}";

    private final String template;
    private final Pattern framed;
    private final boolean idComesFirst;

    /** @throws IllegalArgumentException if the template lacks <code>{id}</code> */
    public Subject(String template) {
        if (!template.contains(ID)) {
            throw new IllegalArgumentException("The subject template must contain {id}: " + template);
        }
        this.template = template;
        this.framed = framed(template);
        this.idComesFirst = template.contains(NAME) && template.indexOf(ID) < template.indexOf(NAME);
    }

    /** The id between the template's own words around it, whatever blanks a seller left. */
    private static Pattern framed(String template) {
        int at = template.indexOf(ID);
        String before = template.substring(0, at);
        String after = template.substring(at + ID.length());
        before = before.substring(before.contains(NAME) ? before.lastIndexOf(NAME) + NAME.length() : 0)
                .strip();
        after = after.split("\\{(name|id)}", 2)[0].strip();
        return Pattern.compile((before.isEmpty() ? NOT_AFTER : Pattern.quote(before) + "\\s*") + "(" + GUID + ")"
                + (after.isEmpty() ? NOT_BEFORE : "\\s*" + Pattern.quote(after)));
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

    /**
     * The referral's id in this subject, in lower case. A deal's name may hold another id: what stands where the
     * template puts the id counts first, then what is on that side of the name.
     */
    public Optional<String> referralId(String subject) {
        return outermost(framed, subject).or(() -> outermost(ANYWHERE, subject));
    }

    private Optional<String> outermost(Pattern pattern, String subject) {
        List<String> ids = pattern.matcher(subject)
                .results()
                .map(found -> found.group(1).toLowerCase(Locale.ROOT))
                .toList();
        return ids.isEmpty() ? Optional.empty() : Optional.of(ids.get(idComesFirst ? 0 : ids.size() - 1));
    }

    public boolean holds(String subject, String id) {
        return subject.toLowerCase(Locale.ROOT).contains(id.toLowerCase(Locale.ROOT));
    }
}
