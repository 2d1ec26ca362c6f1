package org.referralconnectors.check;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The webhook's path as a secret: an event names no tenant, so whoever knows the address can have Partner Center send
 * his own tenant's events there, rightly signed. 128 random bits in it are known to our own registration alone.
 */
public final class SecretPath {

    private static final int BYTES = 16;
    private static final int FEWEST_CHARACTERS = 8;
    private static final Pattern HEXADECIMAL = Pattern.compile("\\p{XDigit}{32,}");
    private static final Pattern BASE64 =
            Pattern.compile("(?=.*[a-z])(?=.*[A-Z])(?=.*\\d)[A-Za-z0-9_-]{22,}", Pattern.DOTALL);

    private SecretPath() {}

    /** Whether no part of it can hold 128 random bits: 32 hexadecimal digits, or 22 characters of base64url. */
    public static boolean isGuessable(String path) {
        return Arrays.stream(path.split("/")).noneMatch(SecretPath::isRandom);
    }

    /** What to paste, in place of the path that can be guessed. */
    public static String remedy(String publicUrl, SecureRandom random) {
        byte[] bits = new byte[BYTES];
        random.nextBytes(bits);
        String path = "/webhooks/" + HexFormat.of().formatHex(bits);
        String host = publicUrl.replaceFirst("^(https://[^/]+).*", "$1");
        String address = host.isEmpty() ? "https://HOST" : host;
        return "set partner-center.webhook.path = " + path + " and partner-center.webhook.public-url = " + address
                + path + ", let the proxy pass this path, restart, and run webhook register --take-over";
    }

    private static boolean isRandom(String part) {
        String plain = part.replace("-", "");
        boolean longEnough =
                HEXADECIMAL.matcher(plain).matches() || BASE64.matcher(part).matches();
        return longEnough && part.chars().distinct().count() >= FEWEST_CHARACTERS;
    }
}
