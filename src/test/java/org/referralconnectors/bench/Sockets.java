package org.referralconnectors.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Many bare connections, and what comes back on each; nothing blocks but to connect. */
final class Sockets implements AutoCloseable {

    private record Connection(SocketChannel channel, StringBuilder answer) {}

    private final List<Connection> open = new ArrayList<>();
    private final Map<String, Integer> ended = new TreeMap<>();

    /** Opens as many as this machine allows. */
    Sockets(int port, int count) {
        try {
            for (int i = 0; i < count; i++) {
                SocketChannel channel = SocketChannel.open(new InetSocketAddress("localhost", port));
                channel.configureBlocking(false);
                open.add(new Connection(channel, new StringBuilder()));
            }
        } catch (IOException full) {
            Report.line("no more than %d connections: %s", open.size(), full.getMessage());
        }
    }

    int open() {
        return open.size();
    }

    /** How the others ended: by the status of their first answer, {@code silent} where there was none. */
    Map<String, Integer> ended() {
        return ended;
    }

    /** The first answer on those that are open. */
    Map<String, Integer> answered() {
        Map<String, Integer> answered = new TreeMap<>();
        open.forEach(connection -> answered.merge(status(connection), 1, Integer::sum));
        return answered;
    }

    private static String status(Connection connection) {
        String answer = connection.answer().toString();
        return answer.startsWith("HTTP/1.") ? answer.substring(9, 12) : "silent";
    }

    /** The same bytes on each that is still open. */
    void send(String bytes) {
        for (Iterator<Connection> each = open.iterator(); each.hasNext(); ) {
            Connection connection = each.next();
            try {
                connection.channel().write(ByteBuffer.wrap(bytes.getBytes(ISO_8859_1)));
            } catch (IOException reset) {
                end(connection);
                each.remove();
            }
        }
    }

    /** Takes what has come, and notices which were closed. */
    void look() {
        ByteBuffer buffer = ByteBuffer.allocate(4096);
        for (Iterator<Connection> each = open.iterator(); each.hasNext(); ) {
            Connection connection = each.next();
            if (isAtEnd(connection, buffer)) {
                end(connection);
                each.remove();
            }
        }
    }

    private static boolean isAtEnd(Connection connection, ByteBuffer buffer) {
        try {
            int read = connection.channel().read(buffer.clear());
            while (read > 0) {
                connection.answer().append(new String(buffer.array(), 0, read, ISO_8859_1));
                read = connection.channel().read(buffer.clear());
            }
            return read < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    private void end(Connection connection) {
        ended.merge(status(connection), 1, Integer::sum);
        close(connection);
    }

    private static void close(Connection connection) {
        try {
            connection.channel().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        open.forEach(Sockets::close);
    }
}
