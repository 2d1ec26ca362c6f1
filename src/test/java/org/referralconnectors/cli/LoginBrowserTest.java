package org.referralconnectors.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.referralconnectors.browser.BrowserTest;
import org.referralconnectors.browser.Tab;
import org.referralconnectors.settings.Settings;
import org.referralconnectors.simulated.PartnerSide;
import org.referralconnectors.store.Database;
import org.referralconnectors.store.Pauses;

/** The command login as a process of its own, and a person in front of a real browser. */
@BrowserTest
class LoginBrowserTest {

    @TempDir
    static Path folder;

    private static PartnerSide partner;
    private static CommandProcess cli;
    private static Settings settings;

    @BeforeAll
    static void start() {
        partner = PartnerSide.start();
        Map<String, String> values = partner.settings(folder);
        values.remove("partner-center.refresh-token");
        values.put("store.url", "jdbc:sqlite:" + folder.resolve("store.db"));
        cli = CommandProcess.in(folder, values);
        Properties properties = new Properties();
        properties.putAll(values);
        settings = Settings.load(properties, Map.of(), new Properties());
    }

    @AfterAll
    static void stop() {
        partner.close();
    }

    @Test
    void aSignInInTheBrowserEndsThePauseOfAConsentThatWasLost(Tab tab) throws Exception {
        pause(Pauses.Kind.UNAUTHORISED);
        Process login = cli.start("login");
        Page page = tab.page();
        page.navigate(address());

        assertThat(page.title()).isEqualTo("Sign in to your account");
        page.getByLabel("Account").fill("service@partner.example");
        page.getByText("Sign in").last().click();

        page.getByText("Signed in").waitFor();
        assertThat(page.content()).contains("You may close this window");
        assertThat(tab.errors()).isEmpty();
        assertThat(login.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(login.exitValue()).isZero();
        assertThat(cli.output("out"))
                .contains("Signed in as service@partner.example")
                .contains("partner-center was paused for want of it and goes on");
        assertThat(pauses()).isEmpty();
        assertThat(cli.output("err")).isEmpty();
    }

    @Test
    void aSignInThatIsCancelledInTheBrowserEndsWithExitCode1AndKeepsAnOperatorsPause(Tab tab) throws Exception {
        pause(Pauses.Kind.OPERATOR);
        Process login = cli.start("login");
        Page page = tab.page();
        page.navigate(address());

        page.getByText("Cancel").click();

        page.getByText("Not signed in").waitFor();
        assertThat(login.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(login.exitValue()).isEqualTo(1);
        assertThat(cli.output("err")).contains("access_denied AADSTS65004").doesNotContain("\tat ");
        assertThat(pauses()).containsExactly(Pauses.Kind.OPERATOR);
    }

    @Test
    void onAServerTheAddressAtWhichTheBrowserArrivedIsPasted(Tab tab) throws Exception {
        Process login = cli.start("login", "--paste");
        Page page = tab.page();
        page.route("http://localhost/**", route -> route.abort());
        page.navigate(address());
        var arrived = page.waitForRequest(
                "http://localhost/?**", () -> page.getByText("Sign in").last().click());
        login.getOutputStream().write((arrived.url() + "\n").getBytes());
        login.getOutputStream().close();

        assertThat(login.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(cli.output("out") + cli.output("err")).contains("Signed in as referrals.admin@partner.example");
        assertThat(login.exitValue()).isZero();
    }

    private static String address() {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(LoginBrowserTest::printedAddress, address -> !address.isEmpty());
    }

    private static String printedAddress() throws IOException {
        return cli.output("out")
                .lines()
                .filter(line -> line.startsWith("https://localhost:"))
                .findFirst()
                .orElse("");
    }

    private static void pause(Pauses.Kind kind) {
        try (Database database = Parts.storeForSignIn(settings)) {
            new Pauses(database).pause("partner-center", kind, Pauses.UNTIL_RESUMED, "no consent");
        }
    }

    private static Set<Pauses.Kind> pauses() {
        try (Database database = Parts.storeForSignIn(settings)) {
            return Set.copyOf(new Pauses(database)
                    .current().stream().map(Pauses.Pause::kind).toList());
        }
    }
}
