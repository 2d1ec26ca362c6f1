package org.referralconnectors.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.referralconnectors.simulated.Identity;

/** A real nginx of this machine with {@code docs/deploy/nginx.conf}, of which only addresses and files are replaced. */
final class Nginx implements AutoCloseable {

    private static final Path DOCUMENTED = Path.of("docs/deploy/nginx.conf");

    private final Process process;
    private final int port;

    Nginx(Path folder, Identity identity, int upstream, String path) {
        Path program = program();
        port = freePort();
        try {
            Files.writeString(folder.resolve("tls.pem"), identity.pem());
            Files.writeString(folder.resolve("tls.key"), identity.keyPem());
            Path main = Files.writeString(folder.resolve("main.conf"), main(folder, upstream, path));
            process = new ProcessBuilder(program.toString(), "-p", folder.toString(), "-c", main.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("nginx.log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Awaitility.await().atMost(1, TimeUnit.MINUTES).until(this::listens);
    }

    /** Skipped visibly where there is none; with {@code CI=true} that fails, and {@code .ci/run} installs one. */
    private static Path program() {
        Optional<Path> program = Stream.of("/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/bin/nginx")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        if (program.isEmpty() && Boolean.parseBoolean(System.getenv("CI"))) {
            fail("With CI=true an nginx must be installed: .ci/run does it");
        }
        assumeTrue(program.isPresent(), "There is no nginx on this machine");
        return program.orElseThrow();
    }

    int port() {
        return port;
    }

    private String main(Path folder, int upstream, String path) throws IOException {
        String temporary = Stream.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
                .map(kind -> "    " + kind + "_temp_path " + folder.resolve(kind) + ";\n")
                .reduce("", String::concat);
        return "daemon off;\nmaster_process off;\npid " + folder.resolve("nginx.pid") + ";\nerror_log stderr;\n"
                + "events {\n    worker_connections 2048;\n}\nhttp {\n    access_log off;\n" + temporary
                + documented(folder, upstream, path) + "}\n";
    }

    private String documented(Path folder, int upstream, String path) throws IOException {
        String text = Files.readString(DOCUMENTED);
        for (List<String> change : List.of(
                List.of("listen 443 ssl", "listen 127.0.0.1:" + port + " ssl"),
                List.of("/webhooks/<32 hexadecimal digits>", path),
                List.of("server 127.0.0.1:8080", "server 127.0.0.1:" + upstream),
                List.of(
                        "/etc/nginx/tls/connectors.pem",
                        folder.resolve("tls.pem").toString()),
                List.of(
                        "/etc/nginx/tls/connectors.key",
                        folder.resolve("tls.key").toString()))) {
            assertThat(text).containsOnlyOnce(change.get(0));
            text = text.replace(change.get(0), change.get(1));
        }
        return text;
    }

    private boolean listens() {
        assertThat(process.isAlive()).as("nginx.log says why it ended").isTrue();
        try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return probe.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private static int freePort() {
        try (ServerSocket probe = new ServerSocket(0)) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
