package org.referralconnectors.ops;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpServerOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CrowdTest {

    private static final String POST = "POST / HTTP/1.1\r\nHost: a\r\n";
    private static final String WHOLE = POST + "Content-Length: 65536\r\n\r\n";
    private static final String SMALL = POST + "Content-Length: 2\r\n\r\n{}";

    private final AtomicLong nanos = new AtomicLong();
    private final Crowd crowd = new Crowd(nanos::get);
    private final List<EmbeddedChannel> channels = new ArrayList<>();

    @AfterEach
    void close() {
        channels.forEach(EmbeddedChannel::finishAndReleaseAll);
    }

    @Test
    void aByteThatIsAnnouncedIsNotHeld() {
        EmbeddedChannel channel = enter();
        long before = crowd.held();
        send(channel, WHOLE);
        assertThat(crowd.held() - before).isLessThan(10_000);
    }

    @Test
    void whoHeldMostForLongestGoesAndIsToldSo() {
        EmbeddedChannel idle = enter();
        send(idle, WHOLE + "x".repeat(60_000));
        EmbeddedChannel good = later();
        for (int i = 0; idle.isOpen() && i < 1_000; i++) {
            send(later(), WHOLE + "x".repeat(50_000));
        }
        assertThat(said(idle)).startsWith("HTTP/1.1 503 ").endsWith("{\"error\": \"Try again later.\"}");
        send(good, SMALL);
        answer(good, 200);
        assertThat(said(good)).startsWith("HTTP/1.1 200 ");
        assertThat(good.isOpen()).isTrue();
    }

    @Test
    void connectionsAloneAreBoundedTooAndWhoSaidNothingIsToldNothing() {
        for (int i = 0; i < 5_000; i++) {
            later();
        }
        assertThat(channels.stream().filter(EmbeddedChannel::isOpen)).hasSizeBetween(1_200, 1_400);
        assertThat(said(channels.get(0))).isEmpty();
        assertThat(channels.get(4_999).isOpen()).isTrue();
    }

    @Test
    void aConnectionOnWhichARequestWasTakenGoesLast() {
        EmbeddedChannel known = later();
        send(known, SMALL);
        answer(known, 200);
        EmbeddedChannel forger = later();
        send(forger, SMALL);
        answer(forger, 401);
        for (int i = 0; i < 3_000; i++) {
            later();
        }
        assertThat(known.isOpen()).isTrue();
        assertThat(forger.isOpen()).isFalse();
    }

    @Test
    void aRequestThatWaitsForItsAnswerIsNotSentAwayAndAFullCrowdTakesNoNewOne() {
        List<EmbeddedChannel> waiting = new ArrayList<>();
        for (int i = 0; i < 1_300; i++) {
            waiting.add(later());
            send(waiting.get(i), SMALL);
        }
        long taken = waiting.stream()
                .filter(channel -> firstRequest(channel).decoderResult().isSuccess())
                .count();
        assertThat(taken).isBetween(500L, 850L);
        waiting.forEach(each -> answer(each, 200));
        assertThat(waiting.subList(0, (int) taken)).allMatch(EmbeddedChannel::isOpen);
        EmbeddedChannel afterwards = later();
        send(afterwards, SMALL);
        answer(afterwards, 200);
        assertThat(afterwards.isOpen()).isTrue();
    }

    @Test
    void largeRequestsThatWaitLeaveRoomForSmallOnes() {
        for (int i = 0; i < 500; i++) {
            send(later(), WHOLE + "x".repeat(65_536));
        }
        EmbeddedChannel small = later();
        send(small, SMALL);
        answer(small, 200);
        assertThat(small.isOpen()).isTrue();
    }

    @Test
    void aSecondRequestIsReadWhenTheFirstHasItsAnswer() {
        EmbeddedChannel channel = later();
        send(channel, SMALL.repeat(3));
        assertThat(requests(channel)).isEqualTo(1);
        answer(channel, 200);
        assertThat(requests(channel)).isEqualTo(1);
        answer(channel, 200);
        answer(channel, 200);
        assertThat(said(channel).split("HTTP/1.1 200 ", -1)).hasSize(4);
    }

    @Test
    void whoSendsOnAndOnBehindAWaitingRequestIsSentAway() {
        EmbeddedChannel channel = later();
        send(channel, SMALL);
        for (int i = 0; channel.isOpen() && i < 1_000; i++) {
            send(channel, SMALL.repeat(100));
        }
        assertThat(channel.isOpen()).isFalse();
    }

    /** What is counted is what those hold who are there, whatever they do and in whatever order. */
    @Property(tries = 200)
    void whatIsHeldIsWhatTheOpenOnesHold(@ForAll @Size(max = 200) List<@IntRange(max = 5_999) Integer> steps) {
        for (int step : steps) {
            nanos.addAndGet(step * 1_000L);
            act(step / 6, step % 6);
            assertThat(crowd.held()).isLessThanOrEqualTo(Crowd.MOST_BYTES);
        }
        channels.forEach(EmbeddedChannel::finishAndReleaseAll);
        assertThat(crowd.held()).isZero();
        assertThat(crowd.leaving()).isZero();
        channels.clear();
    }

    private void act(int which, int what) {
        if (what == 0 || channels.isEmpty()) {
            for (int i = 0; i < 50; i++) {
                later();
            }
            return;
        }
        EmbeddedChannel channel = channels.get(which % channels.size());
        switch (what) {
            case 1 -> send(channel, WHOLE + "x".repeat(60_000));
            case 2 -> send(channel, SMALL);
            case 3 -> answer(channel, which % 2 == 0 ? 200 : 401);
            case 4 -> send(channel, POST + "a:\r\n".repeat(100));
            default -> channel.close();
        }
    }

    /** Its event loop had time for those who were sent away. */
    private EmbeddedChannel later() {
        nanos.addAndGet(1_000);
        channels.stream().filter(EmbeddedChannel::isOpen).forEach(EmbeddedChannel::runPendingTasks);
        return enter();
    }

    private EmbeddedChannel enter() {
        EmbeddedChannel channel = new EmbeddedChannel();
        channel.pipeline().addLast("httpEncoder", new HttpResponseEncoder());
        crowd.admit(channel, new HttpServerOptions());
        channels.add(channel);
        return channel;
    }

    private static void send(EmbeddedChannel channel, String bytes) {
        if (channel.isOpen()) {
            channel.writeOneInbound(Unpooled.copiedBuffer(bytes, ISO_8859_1));
            channel.runPendingTasks();
        }
    }

    private static void answer(EmbeddedChannel channel, int status) {
        if (channel.isOpen()) {
            channel.writeAndFlush(
                    new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status)));
            channel.runPendingTasks();
        }
    }

    private static HttpRequest firstRequest(EmbeddedChannel channel) {
        return (HttpRequest) channel.inboundMessages().peek();
    }

    /** How many requests came out since the last look. */
    private static int requests(EmbeddedChannel channel) {
        int requests = 0;
        for (Object part = channel.readInbound(); part != null; part = channel.readInbound()) {
            requests += part instanceof HttpRequest && !(part instanceof HttpContent) ? 1 : 0;
            ReferenceCountUtil.release(part);
        }
        return requests;
    }

    private static String said(EmbeddedChannel channel) {
        StringBuilder said = new StringBuilder();
        for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
            said.append(part.toString(ISO_8859_1));
            part.release();
        }
        return said.toString();
    }
}
