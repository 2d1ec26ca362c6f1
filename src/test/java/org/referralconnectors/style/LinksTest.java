package org.referralconnectors.style;

import static java.util.stream.Collectors.toSet;
import static org.referralconnectors.style.ProjectFiles.assertNone;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.referralconnectors.style.ProjectFiles.Line;

/** A reader who follows a link of the documentation arrives. */
class LinksTest {

    private static final Pattern LINK = Pattern.compile("\\]\\(<?([^)\\s>]+)|(?:src|href)=\"([^\"]+)\"");
    private static final Pattern ELSEWHERE = Pattern.compile("[a-z][a-z0-9+.-]*:.*|//.*");

    private record Link(Line line, String target) {

        boolean isBroken() {
            String[] parts = target.split("#", 2);
            Path file = parts[0].isEmpty()
                    ? line.file()
                    : line.file().resolveSibling(parts[0]).normalize();
            return !Files.exists(file) || parts.length == 2 && !anchors(file).contains(parts[1]);
        }
    }

    @Test
    void everyRelativeLinkOfTheDocumentationLeadsSomewhere() {
        assertNone(
                "Correct these links: the file or the heading they name isn't there",
                ProjectFiles.lines(ProjectFiles.all(".md"))
                        .flatMap(LinksTest::links)
                        .filter(link -> !ELSEWHERE.matcher(link.target()).matches())
                        .filter(Link::isBroken));
    }

    private static Stream<Link> links(Line line) {
        return LINK.matcher(line.text())
                .results()
                .map(found -> new Link(line, found.group(1) != null ? found.group(1) : found.group(2)));
    }

    /** Headings as GitHub names them in an address: lower case, dashes for spaces, no punctuation. */
    private static Set<String> anchors(Path file) {
        return Pattern.compile("(?m)^#+ +(.+)$")
                .matcher(ProjectFiles.text(file))
                .results()
                .map((MatchResult heading) -> heading.group(1).strip().toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\p{L}\\p{N}_ -]", "").replace(' ', '-'))
                .collect(toSet());
    }
}
