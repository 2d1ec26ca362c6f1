package org.referralconnectors.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Carries an {@link Attack} out, on one thread, until it is closed. */
final class Strangers implements AutoCloseable {

    /** Opened in a second when they are opened again; the first time all at once. */
    private static final int AGAIN_PER_SECOND = 400;

    private static final long SECOND_NANOS = 1_000_000_000L;

    private final Attack attack;
    private final int port;
    private final Selector selector;
    private final Thread thread;
    private final Map<String, AtomicInteger> answers = new ConcurrentSkipListMap<>();
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicLong sent = new AtomicLong();
    private final ByteBuffer read = ByteBuffer.allocate(1 << 16);
    private volatile boolean closed;

    /** One connection. */
    private final class Stranger {
        private ByteBuffer pending = ByteBuffer.wrap(attack.first());
        private boolean answered;
        private boolean done;
    }

    Strangers(Attack attack, int port) {
        this.attack = attack;
        this.port = port;
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread = new Thread(this::run, "strangers");
        thread.setDaemon(true);
        thread.start();
    }

    /** How many connections, one after the other, and how each was answered or ended. */
    @Override
    public String toString() {
        return "%d opened, %d open, %.1f MB sent, %s".formatted(opened.get(), open.get(), sent.get() / 1e6, answers);
    }

    /** How often each answer, or end without one, was seen. */
    Map<String, AtomicInteger> answers() {
        return answers;
    }

    private int againPerSecond() {
        return Math.min(AGAIN_PER_SECOND, attack.connections());
    }

    private void run() {
        long start = System.nanoTime();
        long nextDrop = start + SECOND_NANOS;
        try {
            while (!closed) {
                long elapsed = System.nanoTime() - start;
                openMissing(attack.connections() + (attack.again() ? elapsed * againPerSecond() / SECOND_NANOS : 0));
                if (System.nanoTime() >= nextDrop) {
                    nextDrop += SECOND_NANOS;
                    dropAll();
                }
                selector.select(this::act, 5);
            }
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void openMissing(long atMost) throws IOException {
        for (int i = 0; i < 200 && open.get() < attack.connections() && opened.get() < atMost; i++) {
            SocketChannel channel = SocketChannel.open();
            channel.configureBlocking(false);
            if (attack.addresses() > 1) {
                channel.bind(new InetSocketAddress("127.0.1." + (1 + opened.get() % attack.addresses()), 0));
            }
            channel.connect(new InetSocketAddress("127.0.0.1", port));
            channel.register(selector, SelectionKey.OP_CONNECT, new Stranger());
            opened.incrementAndGet();
            open.incrementAndGet();
        }
    }

    private void dropAll() {
        if (attack.drop().length == 0) {
            return;
        }
        for (SelectionKey key : selector.keys()) {
            Stranger stranger = (Stranger) key.attachment();
            if (key.isValid() && stranger.done && !stranger.pending.hasRemaining()) {
                stranger.pending = ByteBuffer.wrap(attack.drop());
                key.interestOpsOr(SelectionKey.OP_WRITE);
            }
        }
    }

    private void act(SelectionKey key) {
        try {
            SocketChannel channel = (SocketChannel) key.channel();
            Stranger stranger = (Stranger) key.attachment();
            if (key.isConnectable() && channel.finishConnect()) {
                key.interestOps(
                        attack.end() == Attack.End.NEVER_READS
                                ? SelectionKey.OP_WRITE
                                : SelectionKey.OP_READ | SelectionKey.OP_WRITE);
            } else if (key.isReadable()) {
                hear(key, channel, stranger);
            } else if (key.isWritable()) {
                speak(key, channel, stranger);
            }
        } catch (IOException reset) {
            end(key, "reset");
        }
    }

    private void speak(SelectionKey key, SocketChannel channel, Stranger stranger) throws IOException {
        sent.addAndGet(channel.write(stranger.pending));
        if (stranger.pending.hasRemaining()) {
            return;
        }
        key.interestOpsAnd(~SelectionKey.OP_WRITE);
        if (!stranger.done && attack.end() == Attack.End.CLOSES_ITS_HALF) {
            channel.shutdownOutput();
        }
        stranger.done = true;
        if (attack.end() == Attack.End.HANGS_UP) {
            end(key, "hung up");
        }
    }

    private void hear(SelectionKey key, SocketChannel channel, Stranger stranger) throws IOException {
        int count = channel.read(read.clear());
        if (count < 0) {
            end(key, stranger.answered ? "" : "closed");
            return;
        }
        String text = new String(read.array(), 0, Math.min(count, 12), ISO_8859_1);
        if (!stranger.answered && text.startsWith("HTTP/1.")) {
            stranger.answered = true;
            count(text.substring(9));
        }
    }

    private void end(SelectionKey key, String how) {
        count(how);
        open.decrementAndGet();
        try {
            key.channel().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void count(String how) {
        if (!how.isEmpty()) {
            answers.computeIfAbsent(how, first -> new AtomicInteger()).incrementAndGet();
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
