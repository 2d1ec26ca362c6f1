package org.referralconnectors.ops;

import static io.netty.handler.codec.http.HttpHeaderNames.CONNECTION;
import static io.netty.handler.codec.http.HttpHeaderNames.CONTENT_LENGTH;
import static io.netty.handler.codec.http.HttpHeaderNames.CONTENT_TYPE;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;

/** One connection: what it holds of the heap, and how far its one request is that counts at a time. */
final class Caller extends ChannelOutboundHandlerAdapter {

    /** Bytes of heap that an open connection takes with all that Netty and Vert.x keep for it: seen, 10 KB. */
    static final int CONNECTION_BYTES = 12 * 1024;

    /** What a request takes beside its bytes, with Camel's exchange for it. */
    private static final int REQUEST_BYTES = 8 * 1024;

    /** What a line of a header takes beside its bytes, however short it is. */
    private static final int LINE_BYTES = 160;

    /** Every byte is in one buffer that is full by half at worst. */
    private static final int BYTE_BYTES = 2;

    /** One request can't hold more: 64 KB in a few thousand lines. */
    private static final int MOST_BYTES = 1 << 20;

    /** More than a genuine delivery ever holds, with its connection. */
    private static final int LARGE = 40 * 1024;

    private final Crowd crowd;
    private final Channel channel;
    private long since;
    private long request;
    private long undecoded;
    private HttpStatusClass answer;
    private boolean welcome;
    private boolean begun;
    private boolean complete;
    private boolean answering;
    private boolean answered;
    private boolean gone;

    Caller(Crowd crowd, Channel channel) {
        this.crowd = crowd;
        this.channel = channel;
        this.since = crowd.now();
    }

    /** In bytes. */
    long held() {
        return CONNECTION_BYTES + request + undecoded;
    }

    /** Bytes times nanoseconds: who holds most for longest; 0 where a complete request waits for its answer. */
    double weight(long now) {
        return gone || isWaiting() ? 0 : (double) held() * Math.max(1, now - since);
    }

    /** A request was taken on this connection, so that whoever is at its other end is no stranger. */
    boolean isWelcome() {
        return welcome;
    }

    boolean isLarge(long more) {
        return held() + more > LARGE;
    }

    boolean isTooLarge(long more) {
        return held() + more > MOST_BYTES;
    }

    /** A complete request is not answered yet: until then nothing more is read of what was sent after it. */
    boolean isWaiting() {
        return complete && !answered;
    }

    boolean isGone() {
        return gone;
    }

    void leave() {
        crowd.sendAway(this);
    }

    boolean hasNoRoom() {
        return crowd.isFullFor(this);
    }

    /** Nothing is read of whoever comes while that many are still on their way out. */
    boolean isInCrush() {
        return crowd.isCrammedFor(this);
    }

    /** @param waiting bytes that came, but belong to nothing yet */
    void took(int bytes, int lines, int waiting) {
        if (bytes > 0 && complete && answered) {
            since = welcome ? crowd.now() : since;
            complete = false;
            answering = false;
            answered = false;
        }
        begun |= bytes > 0;
        long more = answered ? 0 : (long) BYTE_BYTES * bytes + (long) LINE_BYTES * lines;
        if (crowd.admits(this, more + waiting - undecoded)) {
            long before = held();
            undecoded = waiting;
            request += more;
            crowd.grows(this, held() - before);
        }
    }

    /** The head of a request is complete. */
    void hasHead() {
        long before = held();
        request += REQUEST_BYTES;
        crowd.grows(this, held() - before);
    }

    void hasBody() {
        complete = true;
    }

    /** An answer counts when it has left, so that there is one at a time, whoever doesn't read it. */
    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse response) {
            answer = response.status().codeClass();
            answering = answer != HttpStatusClass.INFORMATIONAL;
        }
        if (message instanceof LastHttpContent && answering) {
            context.write(message, promise.unvoid()).addListener(sent -> answered());
        } else {
            context.write(message, promise);
        }
    }

    private void answered() {
        if (gone) {
            return;
        }
        long before = held();
        answered = true;
        welcome = answer == HttpStatusClass.SUCCESS;
        begun = false;
        since = crowd.now();
        request = 0;
        crowd.grows(this, held() - before);
        if (undecoded > 0) {
            channel.eventLoop().execute(this::goOn);
        }
    }

    /** With what came while the request before was waiting. */
    private void goOn() {
        RequestDecoder decoder = channel.pipeline().get(RequestDecoder.class);
        if (decoder != null && !gone) {
            decoder.goOn(channel.pipeline().context(decoder));
        }
    }

    /** Reads nothing more, and closes as soon as the event loop has time. A request that was begun is told so. */
    void sendAway() {
        gone = true;
        channel.eventLoop().execute(this::end);
    }

    /** The connection is closed, and nothing refers to what it held. */
    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        crowd.leave(this);
    }

    /** Nothing is closed before what was written has left. */
    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        context.flush();
        context.close(promise);
    }

    private void end() {
        if (answering || !begun && undecoded == 0) {
            channel.close();
            return;
        }
        ByteBuf text = Unpooled.copiedBuffer(HttpErrors.json(HttpErrors.UNAVAILABLE), US_ASCII);
        FullHttpResponse away =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.SERVICE_UNAVAILABLE, text);
        away.headers()
                .set(CONTENT_TYPE, "application/json")
                .set(CONTENT_LENGTH, text.readableBytes())
                .set(CONNECTION, "close");
        channel.writeAndFlush(away).addListener(ChannelFutureListener.CLOSE);
    }
}
