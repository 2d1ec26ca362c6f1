package org.referralconnectors.settings;

import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.quartz.CronExpression;
import org.referralconnectors.values.Owner;

/**
 * What the text of a setting must be. It is described by {@code wanted} alone: a refused text is never repeated,
 * because somebody may have pasted a secret under the wrong key.
 */
record Kind(String wanted, boolean secret, Predicate<String> accepts) {

    static final Kind TEXT = new Kind("a text", false, text -> true);
    static final Kind WORD = matching("one word without spaces", "\\S+");
    static final Kind USER =
            matching("one word without spaces, and without the colon at which a login ends it", "[^\\s:]+");
    static final Kind TENANT = matching("the tenant's id or domain", "[A-Za-z0-9.-]+");
    static final Kind SECRET = new Kind("a secret, or file: and the path of a file that holds it", true, text -> true);
    static final Kind PASSWORD = new Kind(
            "a password of 12 characters or more, or file: and the path of a file that holds it",
            true,
            text -> text.codePointCount(0, text.length()) >= 12);
    static final Kind KEY = new Kind("32 random bytes in base64", true, text -> parses(() -> bytes(text)));
    static final Kind HTTPS =
            new Kind("an https:// address without user, query or fragment", false, text -> parses(() -> https(text)));
    static final Kind HTTP = matching("an http:// or https:// address", "https?://[^\\s@?#]+");
    static final Kind HTTPS_HOST =
            new Kind("https:// and a host, with nothing after it", false, text -> parses(() -> hostOnly(text)));
    static final Kind HOSTS = listOf("host or host:port, several separated by commas", "[A-Za-z0-9.-]+(:\\d{1,5})?");
    static final Kind NAMES = listOf("host names separated by commas", "[A-Za-z0-9.-]+");
    static final Kind HOST = matching("an address or name of this machine", "[A-Za-z0-9.:-]+");
    static final Kind URL_PATH = matching("a path that begins with /", "/[\\w./~-]*");
    static final Kind VERSION = matching("a version such as v9.2", "v\\d+\\.\\d+");
    static final Kind COLUMN = matching("the logical name of a column, in lower case", "[a-z][a-z0-9_]*");
    static final Kind TEMPLATE = matching("a text that contains {id}", ".*\\{id}.*");
    static final Kind OWNER = new Kind(
            "systemuser: or team: and a GUID", false, text -> Owner.read(text).isPresent());
    static final Kind STORE = matching(
            "jdbc:sqlite:FILE or jdbc:postgresql://HOST/DATABASE, without a password in it",
            "(?!.*(?i:password)=)jdbc:(sqlite|postgresql):\\S+");
    static final Kind PORT = between(0, 65535);
    static final Kind FLAG = choice("true", "false");
    static final Kind CRON = new Kind("a quartz cron expression", false, CronExpression::isValidExpression);
    static final Kind ZONE = new Kind("a time zone such as Europe/Paris", false, text -> parses(() -> ZoneId.of(text)));
    static final Kind FILE = new Kind("a file that can be read", false, text -> Files.isReadable(path(text)));
    static final Kind PEM =
            new Kind("a readable PEM file with certificates", false, text -> parses(() -> certificates(text)));
    static final Kind PAUSE = new Kind(
            "an ISO-8601 duration such as PT2S, not negative",
            false,
            text -> parses(() -> Duration.parse(text)) && !Duration.parse(text).isNegative());
    static final Kind TIME = new Kind(
            "an ISO-8601 duration such as PT30S or P90D, longer than zero",
            false,
            text -> PAUSE.accepts.test(text) && !Duration.parse(text).isZero());

    static Kind choice(String... words) {
        return new Kind("one of " + String.join(", ", words), false, List.of(words)::contains);
    }

    static Kind choices(String... words) {
        return new Kind("some of " + String.join(", ", words) + ", separated by commas", false, text -> List.of(words)
                .containsAll(items(text)));
    }

    static Kind between(int least, int most) {
        return new Kind(
                "a whole number from " + least + " to " + most,
                false,
                text -> parses(() -> Integer.valueOf(text))
                        && Integer.parseInt(text) >= least
                        && Integer.parseInt(text) <= most);
    }

    static List<String> items(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    static Path path(String text) {
        return Path.of(text.startsWith("file:") ? text.substring("file:".length()) : text);
    }

    private static Kind matching(String wanted, String pattern) {
        return new Kind(wanted, false, Pattern.compile(pattern).asMatchPredicate());
    }

    private static Kind listOf(String wanted, String pattern) {
        return new Kind(wanted, false, text -> items(text).stream().allMatch(item -> item.matches(pattern)));
    }

    private static boolean parses(Callable<?> parse) {
        try {
            return parse.call() != null;
        } catch (Exception unreadable) {
            return false;
        }
    }

    private static byte[] bytes(String base64) {
        byte[] key = Base64.getDecoder().decode(base64);
        return key.length == 32 ? key : null;
    }

    private static URI https(String text) {
        URI uri = URI.create(text);
        boolean plain = uri.getUserInfo() == null && uri.getQuery() == null && uri.getFragment() == null;
        return "https".equals(uri.getScheme()) && uri.getHost() != null && plain ? uri : null;
    }

    private static URI hostOnly(String text) {
        URI uri = https(text);
        return uri != null && uri.getPath().matches("/?") ? uri : null;
    }

    private static Object certificates(String text) throws Exception {
        try (InputStream pem = Files.newInputStream(path(text))) {
            return CertificateFactory.getInstance("X.509").generateCertificates(pem).stream()
                    .findFirst()
                    .orElse(null);
        }
    }
}
