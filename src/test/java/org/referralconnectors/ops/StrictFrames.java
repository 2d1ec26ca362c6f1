package org.referralconnectors.ops;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Requests out of bytes, as narrowly as RFC 9112 lets anybody read them, written apart from any library. It ends where
 * the bytes do, or at the first thing that two readers could frame differently.
 */
final class StrictFrames {

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final String LINE_END = "\r\n";

    /** Of the bytes that follow each other in ISO-8859-1: each byte one character. */
    private final String bytes;

    private final List<String> bodies = new ArrayList<>();
    private int at;

    private StrictFrames(String bytes) {
        this.bytes = bytes;
    }

    /** The bodies of all requests that are complete and clear. */
    static List<String> bodies(String bytes) {
        StrictFrames frames = new StrictFrames(bytes);
        try {
            while (true) {
                frames.bodies.add(frames.next());
            }
        } catch (EndException end) {
            return frames.bodies;
        }
    }

    private String next() throws EndException {
        while (at < bytes.length() && (bytes.charAt(at) == '\r' || bytes.charAt(at) == '\n')) {
            at++;
        }
        String request = line();
        require(request.matches("[A-Za-z].*[ \t\u000b\f]\\S+/\\d+\\.\\d+[ \t\u000b\f]*")); // 501 to other versions
        String length = null;
        String coding = null;
        for (String[] field : fields()) {
            switch (field[0]) {
                case "content-length" -> {
                    require(length == null && field[1].matches("\\d{1,18}"));
                    length = field[1];
                }
                case "transfer-encoding" -> {
                    require(coding == null && field[1].equalsIgnoreCase("chunked"));
                    coding = field[1];
                }
                default -> {}
            }
        }
        require(coding == null || length == null && request.strip().endsWith("HTTP/1.1"));
        return coding == null ? take(length == null ? 0 : Long.parseLong(length)) : chunks();
    }

    private String chunks() throws EndException {
        StringBuilder body = new StringBuilder();
        while (true) {
            String size = line();
            require(size.matches("[0-9A-Fa-f]{1,15}[ \t]*(;.*)?"));
            long length = Long.parseLong(size.replaceAll("[^0-9A-Fa-f].*", ""), 16);
            if (length == 0) {
                fields();
                return body.toString();
            }
            body.append(take(length));
            require(take(2).equals(LINE_END));
        }
    }

    /** Names in lower case and their values, up to an empty line; a folded value frames nothing clearly. */
    private List<String[]> fields() throws EndException {
        List<String[]> fields = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            if (!fields.isEmpty() && line.matches("[ \t].*")) {
                fields.get(fields.size() - 1)[1] += "\n" + line;
                continue;
            }
            int colon = line.indexOf(':');
            require(colon > 0 && line.substring(0, colon).matches(TOKEN));
            fields.add(new String[] {
                line.substring(0, colon).toLowerCase(Locale.ROOT),
                line.substring(colon + 1).replaceAll("^[ \t]+|[ \t]+$", "")
            });
        }
        return fields;
    }

    private String line() throws EndException {
        int end = bytes.indexOf(LINE_END, at);
        require(end >= 0);
        String line = bytes.substring(at, end);
        require(line.indexOf('\r') < 0 && line.indexOf('\n') < 0 && line.indexOf('\0') < 0);
        at = end + 2;
        return line;
    }

    private String take(long count) throws EndException {
        require(count <= bytes.length() - at);
        String taken = bytes.substring(at, at + (int) count);
        at += (int) count;
        return taken;
    }

    private static void require(boolean clear) throws EndException {
        if (!clear) {
            throw new EndException();
        }
    }

    private static final class EndException extends Exception {
        private static final long serialVersionUID = 1;
    }
}
