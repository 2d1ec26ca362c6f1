package org.referralconnectors.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.stream.Stream;

/**
 * What strangers do to the webhook's port without a signature, so that nothing of it can be taken.
 *
 * @param connections open at once
 * @param first sent on each as soon as it is open
 * @param drop sent on each every second after that; may be empty
 * @param end what a caller does when it has sent the first bytes
 * @param again whether a connection that ended is opened anew
 * @param addresses of 127/8 that they come from in turn
 */
record Attack(String name, int connections, byte[] first, byte[] drop, End end, boolean again, int addresses) {

    /** What a caller does when it has sent the first bytes. */
    enum End {
        READS,
        NEVER_READS,
        CLOSES_ITS_HALF,
        HANGS_UP
    }

    private static final int LIMIT = 64 * 1024;
    private static final String LINE = "POST /webhooks/partner-center HTTP/1.1\r\nHost: a\r\n";
    private static final String JSON = LINE + "Content-Type: application/json\r\n";
    private static final String WHOLE = JSON + "Content-Length: 65536\r\n\r\n";
    private static final String CHUNKED = JSON + "Transfer-Encoding: chunked\r\n\r\n";
    private static final String FORGED =
            JSON + "Authorization: Signature AAAA\r\nX-MS-Signature-Algorithm: rsa-sha256\r\n"
                    + "X-MS-Certificate-Url: https://forger.example/cert/x.cer\r\n";
    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String SHORT_LINES = "a:\r\n".repeat(1_800);

    private Attack(String name, int connections, String first) {
        this(name, connections, first.getBytes(ISO_8859_1), new byte[0], End.READS, false, 1);
    }

    private Attack dripping(String drop) {
        return new Attack(name, connections, first, drop.getBytes(ISO_8859_1), end, again, addresses);
    }

    private Attack and(End then) {
        return new Attack(name, connections, first, drop, then, again, addresses);
    }

    /** From many addresses too, since one alone has not ports enough. */
    private Attack againAndAgain() {
        return new Attack(name, connections, first, drop, end, true, 50);
    }

    private Attack from(int many) {
        return new Attack(name, connections, first, drop, end, again, many);
    }

    /** With fewer connections, from as many addresses. */
    Attack part(int ofSoMany) {
        return new Attack(name, connections / ofSoMany, first, drop, end, again, addresses);
    }

    /** What genuine deliveries feel of nothing. */
    static Attack none() {
        return new Attack("none", 0, "");
    }

    /** Those that ended the process for good, before there was a bound. */
    static List<Attack> fatal() {
        return List.of(
                new Attack("headers and a byte, 2,500 times", 2_500, WHOLE + "{"),
                new Attack("65,000 of 65,536 bytes, 1,500 times", 1_500, WHOLE + "x".repeat(65_000)),
                complete("complete forged bodies of 64 KB, 1,000 at once", 1_000));
    }

    /** All of them, one after the other. */
    static List<Attack> all() {
        return Stream.of(List.of(none()), fatal(), others(), shapes())
                .flatMap(List::stream)
                .toList();
    }

    private static Attack complete(String name, int connections) {
        String body = FORGED + "Content-Length: " + LIMIT + "\r\n\r\n" + "x".repeat(LIMIT);
        return new Attack(name, connections, body).againAndAgain();
    }

    private static List<Attack> others() {
        return List.of(
                new Attack("headers and a byte, 1,500 times", 1_500, WHOLE + "{"),
                complete("complete forged bodies of 64 KB, 500 at once", 500),
                new Attack("headers and a byte, from 250 addresses", 2_500, WHOLE + "{").from(250),
                new Attack("headers and a byte, closed by half", 2_500, WHOLE + "{")
                        .and(End.CLOSES_ITS_HALF)
                        .againAndAgain(),
                new Attack("headers and a byte a second", 2_500, WHOLE).dripping("x"),
                new Attack("headers, hung up", 1_000, WHOLE + "{")
                        .and(End.HANGS_UP)
                        .againAndAgain(),
                new Attack("connections that say nothing", 5_000, ""),
                new Attack("complete forged deliveries, short", 1_000, FORGED + "Content-Length: 2\r\n\r\n{}")
                        .againAndAgain());
    }

    private static List<Attack> shapes() {
        return List.of(
                new Attack("chunked, a byte a second", 2_500, CHUNKED).dripping("1\r\nx\r\n"),
                new Attack("chunked, 60,000 bytes in chunks of 16", 1_500, CHUNKED + chunks(3_750)),
                new Attack("chunked, 100,000 bytes in chunks of 1", 1_500, CHUNKED + "1\r\nx\r\n".repeat(17_000)),
                new Attack("chunked, trailers without an end", 2_500, CHUNKED + "0\r\n" + SHORT_LINES),
                new Attack("headers of 1,800 lines without an end", 2_500, LINE + SHORT_LINES),
                new Attack(
                        "headers of 1,800 lines, and a byte", 2_500, JSON + SHORT_LINES + "Content-Length: 9\r\n\r\n{"),
                new Attack("a header line without an end", 2_500, LINE + "X: " + "x".repeat(7_000)),
                new Attack("2,000 requests in a row", 1_000, GET.repeat(2_000)),
                new Attack("2,000 requests behind one that waits", 1_000, WHOLE + "x".repeat(100) + GET.repeat(2_000)),
                new Attack("2,000 requests in a row, answers unread", 1_000, GET.repeat(2_000))
                        .and(End.NEVER_READS)
                        .dripping(GET.repeat(50)),
                new Attack("TLS", 1_000, "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003"),
                new Attack("zeros", 1_000, "\u0000".repeat(LIMIT)));
    }

    private static String chunks(int count) {
        return "10\r\nxxxxxxxxxxxxxxxx\r\n".repeat(count);
    }
}
