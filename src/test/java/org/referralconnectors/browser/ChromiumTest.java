package org.referralconnectors.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

/** The browser is real: it fetches, builds the page, runs its scripts and tells their errors. */
@BrowserTest
class ChromiumTest {

    private static final String PAGE = "<!doctype html><link rel=icon href=data:,><h1></h1>"
            + "<script>document.querySelector('h1').textContent = 'Built by a script'; throw Error('let through')</script>";

    @Test
    void aPageIsBuiltByItsScriptsAndTheirErrorsAreKept(Tab tab) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, PAGE.length());
            exchange.getResponseBody().write(PAGE.getBytes());
            exchange.close();
        });
        server.start();
        try {
            tab.page().navigate("http://localhost:" + server.getAddress().getPort() + "/");

            assertThat(tab.page().locator("h1").textContent()).isEqualTo("Built by a script");
            assertThat(tab.errors()).singleElement().asString().contains("let through");
        } finally {
            server.stop(0);
        }
    }
}
