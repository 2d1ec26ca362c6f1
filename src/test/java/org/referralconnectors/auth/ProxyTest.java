package org.referralconnectors.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ProxyTest {

    @TempDir
    Path folder;

    @AfterEach
    void forgetTheProxy() {
        System.clearProperty("https.proxyHost");
        System.clearProperty("https.proxyPort");
    }

    @Test
    @Timeout(20)
    void tokensAreAskedForThroughTheProxyOfThisJava() throws Exception {
        try (ServerSocket proxy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                EntraFixture entra = new EntraFixture(folder)) {
            System.setProperty("https.proxyHost", "127.0.0.1");
            System.setProperty("https.proxyPort", String.valueOf(proxy.getLocalPort()));
            entra.settings.setProperty("dynamics.authority", "https://entra.invalid");
            Tokens tokens = entra.process(new InMemorySecrets());
            CompletableFuture<String> asked = CompletableFuture.supplyAsync(() -> firstLine(proxy));

            TokenException failure = catchThrowableOfType(TokenException.class, () -> tokens.token(Audience.DYNAMICS));
            assertThat(asked.join()).isEqualTo("CONNECT entra.invalid:443 HTTP/1.1");
            assertThat(failure.kind()).isEqualTo(TokenException.Kind.TRANSIENT);
        }
    }

    private static String firstLine(ServerSocket proxy) {
        try (Socket caller = proxy.accept();
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(caller.getInputStream(), StandardCharsets.US_ASCII))) {
            return lines.readLine();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
