package org.referralconnectors.ops;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpServerOptions;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/**
 * Whatever bytes come, and in whatever pieces: each request that is taken is one that {@link StrictFrames} reads at the
 * same place with the same body. So nothing behind an unclear frame is ever taken for a request.
 */
class FramingFuzzTest {

    private static final int MOST_BYTES = 8_000;

    /** @param bytes the first is the length of the pieces in which the others come; 0: all at once */
    @FuzzTest
    void takesOnlyWhatIsFramedClearly(byte[] bytes) {
        if (bytes.length > 0 && bytes.length < MOST_BYTES) {
            requireClear(new String(bytes, 1, bytes.length - 1, ISO_8859_1), bytes[0] & 0xff);
        }
    }

    @Property
    void norDoesAnyRowOfPartsOfRequests(@ForAll("rows") String bytes, @ForAll @IntRange(max = 40) int piece) {
        requireClear(bytes, piece);
    }

    /** What comes at once is taken like what comes in pieces. */
    private static void requireClear(String bytes, int piece) {
        List<String> clear = StrictFrames.bodies(bytes);
        List<String> taken = taken(bytes, piece == 0 ? Math.max(1, bytes.length()) : piece);
        assertThat(taken)
                .as("clear frames in %s", bytes)
                .isEqualTo(clear.subList(0, Math.min(taken.size(), clear.size())));
        assertThat(taken(bytes, Math.max(1, bytes.length()))).isEqualTo(taken);
    }

    private static List<String> taken(String bytes, int piece) {
        EmbeddedChannel channel = new EmbeddedChannel();
        channel.pipeline().addLast("httpEncoder", new HttpResponseEncoder());
        new Crowd(System::nanoTime).admit(channel, new HttpServerOptions());
        Taken taken = new Taken(channel);
        for (int at = 0; at < bytes.length() && channel.isOpen(); at += piece) {
            String next = bytes.substring(at, Math.min(bytes.length(), at + piece));
            channel.writeOneInbound(Unpooled.copiedBuffer(next, ISO_8859_1));
            taken.all();
        }
        channel.finishAndReleaseAll();
        return taken.bodies;
    }

    /** Answers as the application does, but that it goes on after what is refused: nothing more may come then. */
    private static final class Taken {
        private final EmbeddedChannel channel;
        private final List<String> bodies = new ArrayList<>();
        private final StringBuilder body = new StringBuilder();
        private boolean refused;

        Taken(EmbeddedChannel channel) {
            this.channel = channel;
        }

        void all() {
            for (HttpObject part = channel.readInbound(); part != null; part = channel.readInbound()) {
                take(part);
                ReferenceCountUtil.release(part);
            }
        }

        private void take(HttpObject part) {
            if (part instanceof HttpRequest) {
                assertThat(refused).as("read on after what was refused").isFalse();
                body.setLength(0);
            }
            refused |= part.decoderResult().isFailure();
            if (part instanceof HttpContent content) {
                body.append(content.content().toString(ISO_8859_1));
            }
            if (part instanceof LastHttpContent && !refused) {
                bodies.add(body.toString());
                DefaultFullHttpResponse answer =
                        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.NOT_FOUND);
                answer.headers().set("Content-Length", 0);
                channel.writeAndFlush(answer);
                channel.runPendingTasks();
            }
        }
    }

    @Provide
    Arbitrary<String> rows() {
        return Arbitraries.of(
                        "POST / HTTP/1.1\r\n",
                        "POST / HTTP/1.1\r\n",
                        "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n",
                        "POST / HTTP/1.0\r\n",
                        "Host: a\r\n",
                        "Content-Length: 5\r\n",
                        "Content-Length: 0\r\n",
                        "Content-Length: 5, 5\r\n",
                        "Content-Length:\t5 \r\n",
                        "Content-Length: +5\r\n",
                        "Transfer-Encoding: chunked\r\n",
                        "Transfer-Encoding: chunked\r\n\r\n",
                        "Transfer-Encoding : chunked\r\n",
                        "Transfer-Encoding: gzip, chunked\r\n",
                        "Transfer-Encoding:\r\n chunked\r\n",
                        "Transfer-Encoding:\u000bchunked\r\n",
                        "\r\n",
                        "\r\n",
                        "\r\n\r\n",
                        "\n",
                        "\r",
                        "\0",
                        " ",
                        "\u0001",
                        "X: y\r\n",
                        "X\r\n",
                        ": y\r\n",
                        "5\r\nhello\r\n",
                        "5\r\nhello\r\n0\r\n\r\n",
                        "0\r\n\r\n",
                        "0\r\nX: y\r\n\r\n",
                        "1;a=\"\r\n",
                        "1;a=b\r\nx\r\n",
                        "1;a=\rb\r\nx\r\n",
                        "+1\r\nx\r\n",
                        "0x1\r\nx\r\n",
                        "1\nx\r\n",
                        "hello",
                        "x")
                .list()
                .ofMinSize(1)
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }
}
