package org.referralconnectors.flow;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.referralconnectors.flow.WebhookHttpTestWire.Reply;

/**
 * Bytes that two readers could take for one request or for two: whoever shares a connection to us with strangers, as a
 * proxy does, must never see an answer to the second. One answer, then the end (RFC 9112 sections 6.1, 6.3 and 11.2).
 */
class WebhookFramingTest extends WebhookHttpTestSupport {

    static final String SECOND = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String POST = "POST " + PATH + " HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";
    private static final String NO_CHUNKS = "\r\n0\r\n\r\n";

    static Stream<Arguments> unclearFrames() {
        return Stream.of(
                arguments("chunks and a length", POST + chunked("chunked") + "Content-Length: 5\r\n" + NO_CHUNKS),
                arguments("a length and chunks", POST + "Content-Length: 5\r\n" + chunked("chunked") + NO_CHUNKS),
                arguments(
                        "chunks and a length of nothing",
                        POST + chunked("chunked") + "Content-Length: 0\r\n" + NO_CHUNKS),
                arguments("chunks that are not last", POST + chunked("chunked, xchunked") + NO_CHUNKS),
                arguments("chunks after another coding", POST + chunked("gzip, chunked") + NO_CHUNKS),
                arguments("chunks twice", POST + chunked("chunked, chunked") + NO_CHUNKS),
                arguments("chunks on two lines", POST + chunked("chunked") + chunked("chunked") + NO_CHUNKS),
                arguments("chunks and no coding", POST + chunked("chunked") + chunked("identity") + NO_CHUNKS),
                arguments("no coding, and a length", POST + chunked("identity") + "Content-Length: 5\r\n" + NO_CHUNKS),
                arguments("no coding at all", POST + chunked("") + NO_CHUNKS),
                arguments("chunks in quotes", POST + chunked("\"chunked\"") + NO_CHUNKS),
                arguments("chunks with a parameter", POST + chunked("chunked;q=1") + NO_CHUNKS),
                arguments("chunks after a vertical tab", POST + chunked("\u000bchunked") + NO_CHUNKS),
                arguments("chunks with a long s", POST + chunked("chunk\u00e9d") + NO_CHUNKS),
                arguments("a blank before the colon", POST + "Transfer-Encoding : chunked\r\n" + NO_CHUNKS),
                arguments("a folded line", POST + "Transfer-Encoding:\r\n chunked\r\n" + NO_CHUNKS),
                arguments("chunks in HTTP/1.0", POST.replace("1.1", "1.0") + chunked("chunked") + NO_CHUNKS),
                arguments("two lengths", POST + "Content-Length: 5\r\nContent-Length: 0\r\n" + NO_CHUNKS),
                arguments("a list of lengths", POST + "Content-Length: 5, 0\r\n" + NO_CHUNKS),
                arguments("a length with a sign", POST + "Content-Length: +5\r\n" + NO_CHUNKS),
                arguments("a length in hexadecimal", POST + "Content-Length: 0x5\r\n" + NO_CHUNKS),
                arguments("control characters before the request", "\u0001\u0002\u0000" + POST + "\r\n"),
                arguments("control characters after an empty line", "\r\n\u0001" + POST + "\r\n"),
                arguments("line feeds alone", (POST + "\r\n").replace("\r", "")),
                arguments("a line feed alone at the end of the head", POST + "\n"),
                arguments("a NUL before the request", "\u0000" + POST + "\r\n"),
                arguments("blanks before the request", "  " + POST + "\r\n"),
                arguments("a byte order mark", "\u00ef\u00bb\u00bf" + POST + "\r\n"),
                arguments("a NUL in a header", POST + "X: a\u0000b\r\n\r\n"),
                arguments("a carriage return alone", POST + "X: a\rContent-Length: 5\r\n\r\n"),
                arguments("another version", POST.replace("HTTP/1.1", "HTTP/1.2x") + "\r\n"));
    }

    static Stream<Arguments> unclearChunks() {
        String chunks = POST + chunked("chunked") + "\r\n";
        return Stream.of(
                arguments("an extension in quotes over a line", chunks + "1;a=\"\r\nx\r\n0\r\n\r\n"),
                arguments(
                        "an extension in quotes over a request",
                        chunks + "1;a=\"\r\n" + SECOND + "\"\r\nx\r\n0\r\n\r\n"),
                arguments("an extension over a line feed", chunks + "1;a=b\nx\r\n0\r\n\r\n"),
                arguments("an extension with a carriage return", chunks + "1;a=\rb\r\nx\r\n0\r\n\r\n"),
                arguments("a size with a sign", chunks + "+1\r\nx\r\n0\r\n\r\n"),
                arguments("a size below nothing", chunks + "-1\r\nx\r\n0\r\n\r\n"),
                arguments("a size in 0x", chunks + "0x1\r\nx\r\n0\r\n\r\n"),
                arguments("a size of seventeen digits", chunks + "10000000000000001\r\nx\r\n0\r\n\r\n"),
                arguments("a size that is none", chunks + "z\r\nx\r\n0\r\n\r\n"),
                arguments("no size", chunks + "\r\nx\r\n0\r\n\r\n"),
                arguments("a chunk that is longer than it says", chunks + "1\r\nxyz\r\n0\r\n\r\n"),
                arguments("a chunk without its end", chunks + "1\r\nx0\r\n\r\n"),
                arguments("a chunk that ends with a line feed", chunks + "1\r\nx\n0\r\n\r\n"));
    }

    private static String chunked(String coding) {
        return "Transfer-Encoding: " + coding + "\r\n";
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"unclearFrames", "unclearChunks"})
    void whatCouldBeTwoRequestsIsAnsweredOnceAndEndsTheConnection(String name, String bytes) {
        try (WebhookHttpTestWire wire = new WebhookHttpTestWire(port());
                WebhookHttpTestLog log = new WebhookHttpTestLog()) {
            wire.send((bytes + SECOND).getBytes(ISO_8859_1));
            Reply answer = wire.receive();
            assertThat(answer.status()).isEqualTo(400);
            assertShortJson(answer);
            assertThat(wire.isClosed()).isTrue();
            assertThat(log.lines()).isEmpty();
        }
    }

    @Test
    void soItIsForALaterRequestOfTheSameConnection() {
        byte[] good = bytes("POST " + PATH, signed("test-created", "a"));
        try (WebhookHttpTestWire wire = new WebhookHttpTestWire(port())) {
            assertThat(wire.send(good).receive().status()).isEqualTo(200);
            assertThat(wire.send(("\r\n\r\n" + SECOND).getBytes(ISO_8859_1))
                            .receive()
                            .status())
                    .isEqualTo(404);
            wire.send(("\u0001" + SECOND + SECOND).getBytes(ISO_8859_1));
            assertThat(wire.everything()).containsOnlyOnce("HTTP/1.").startsWith("HTTP/1.0 400 ");
        }
    }

    /** The same, a byte at a time: what has come so far must not decide it. */
    @ParameterizedTest(name = "{0}")
    @MethodSource({"unclearFrames", "unclearChunks"})
    void andSoItIsWhenTheBytesComeOneByOne(String name, String bytes) {
        try (WebhookHttpTestWire wire = new WebhookHttpTestWire(port())) {
            for (byte each : (bytes + SECOND).getBytes(ISO_8859_1)) {
                if (!wire.trySend(each)) {
                    break;
                }
            }
            assertThat(wire.everything()).containsOnlyOnce("HTTP/1.").matches("(?s)HTTP/1\\.[01] 400 .*");
        }
    }
}
