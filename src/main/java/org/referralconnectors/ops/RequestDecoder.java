package org.referralconnectors.ops;

import static io.netty.handler.codec.http.HttpHeaderNames.TRANSFER_ENCODING;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.util.ByteProcessor;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import java.util.List;

/**
 * Reads requests out of a connection's bytes, one at a time: the next when the one before has its answer. What two
 * readers could frame differently is refused and ends the connection (RFC 9112 sections 6.1 and 11.2), and the
 * {@link Caller} is told what is held.
 */
final class RequestDecoder extends VertxHttpRequestDecoder {

    /** More than the parts of a header line in one read, and less than a second request. */
    private static final int MOST_UNDECODED = 64 * 1024;

    /** A genuine delivery has a dozen, and some of the proxies' own. */
    private static final int MOST_LINES = 128;

    private static final byte LINE_FEED = '\n';

    private final Caller caller;
    private boolean between = true;
    private boolean inHead;
    private boolean inBody;
    private int headLines;
    private boolean refused;

    RequestDecoder(HttpServerOptions options, Caller caller) {
        super(options);
        this.caller = caller;
    }

    /** Reads what is left of what came before. */
    void goOn(ChannelHandlerContext context) {
        try {
            channelRead(context, Unpooled.EMPTY_BUFFER);
            channelReadComplete(context);
        } catch (Exception e) {
            context.fireExceptionCaught(e);
        }
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        if (caller.isInCrush()) {
            caller.leave();
        }
        if (refused || caller.isGone()) {
            in.skipBytes(in.readableBytes());
            return;
        }
        int from = in.readerIndex();
        if (!caller.isWaiting()) {
            read(context, in, out);
        }
        int lines = lines(in, from);
        caller.took(in.readerIndex() - from, lines, in.readableBytes());
        limitHead(lines, out);
        out.forEach(caller.isGone() ? ReferenceCountUtil::release : this::look);
        if (caller.isGone()) {
            out.clear();
        } else if (caller.isWaiting() && in.readableBytes() > MOST_UNDECODED) {
            caller.leave();
        }
    }

    /** Short lines are the cheapest way to take much memory. */
    private void limitHead(int lines, List<Object> out) {
        headLines = inHead ? headLines + lines : 0;
        if (headLines > MOST_LINES) {
            out.forEach(ReferenceCountUtil::release);
            out.clear();
            out.add(invalid(new TooLongHttpHeaderException("too many lines")));
        }
    }

    private HttpMessage invalid(Exception why) {
        HttpMessage none = createInvalidMessage();
        none.setDecoderResult(DecoderResult.failure(why));
        return none;
    }

    /** Netty skips blanks and control characters before a request; RFC 9112 section 2.2 allows empty lines only. */
    private void read(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        int first = between ? in.forEachByte(ByteProcessor.FIND_NON_CRLF) : in.readerIndex();
        if (first < 0 || isBegin(in.getByte(first))) {
            between &= first < 0;
            inHead |= !between && !inBody;
            super.decode(context, in, out);
            return;
        }
        in.skipBytes(in.readableBytes());
        out.add(invalid(new IllegalArgumentException("no method")));
    }

    private boolean isBegin(byte first) {
        return !between || first >= 'A' && first <= 'Z' || first >= 'a' && first <= 'z';
    }

    /** Both framings at once: the older decoders let chunks win, and others the length. */
    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new IllegalArgumentException("both a length and chunks");
    }

    private void look(Object part) {
        if (part instanceof HttpRequest request) {
            caller.hasHead();
            inHead = false;
            headLines = 0;
            inBody = true;
            if (request.decoderResult().isSuccess()) {
                request.setDecoderResult(result(request));
            }
            refused = request.decoderResult().isFailure();
        } else if (part instanceof HttpContent content
                && content.decoderResult().isFailure()) {
            refused = true;
            content.setDecoderResult(DecoderResult.failure(
                    new DecoderException(content.decoderResult().cause())));
        }
        if (part instanceof LastHttpContent) {
            between = true;
            inBody = false;
            caller.hasBody();
        }
    }

    private DecoderResult result(HttpRequest request) {
        if (!isFramedClearly(request)) {
            return DecoderResult.failure(
                    new IllegalArgumentException("a transfer encoding other than chunked, or a header without a name"));
        }
        return caller.hasNoRoom() ? DecoderResult.failure(new CrowdedException()) : DecoderResult.SUCCESS;
    }

    private static boolean isFramedClearly(HttpRequest request) {
        if (request.headers().contains("")) {
            return false;
        }
        List<String> encodings = request.headers().getAll(TRANSFER_ENCODING);
        return encodings.isEmpty()
                || request.protocolVersion().equals(HttpVersion.HTTP_1_1)
                        && encodings.size() == 1
                        && encodings.get(0).equalsIgnoreCase("chunked");
    }

    private static int lines(ByteBuf in, int from) {
        int lines = 0;
        for (int at = in.indexOf(from, in.readerIndex(), LINE_FEED);
                at >= 0;
                at = in.indexOf(at + 1, in.readerIndex(), LINE_FEED)) {
            lines++;
        }
        return lines;
    }

    /** There is no room for a further request. */
    static final class CrowdedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        CrowdedException() {
            super("the crowd is full", null, false, false);
        }
    }
}
