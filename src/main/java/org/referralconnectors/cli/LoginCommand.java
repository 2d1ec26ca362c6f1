package org.referralconnectors.cli;

import static org.referralconnectors.settings.Setting.TLS_TRUSTED_ROOTS;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.Charset;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.referralconnectors.auth.Audience;
import org.referralconnectors.auth.Login;
import org.referralconnectors.auth.LoopbackRedirect;
import org.referralconnectors.auth.RedirectAnswer;
import org.referralconnectors.auth.SignIn;
import org.referralconnectors.auth.Trust;
import org.referralconnectors.settings.Settings;
import org.referralconnectors.store.Database;
import org.referralconnectors.store.EncryptedSecrets;
import org.referralconnectors.store.EncryptionKey;
import org.referralconnectors.store.Pauses;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Signs in to Partner Center once, so that the connectors can go on by themselves. */
@Command(
        name = "login",
        description = "Signs in to Partner Center with a browser, and stores the refresh token encrypted.",
        footer = {
            "Examples:",
            "  login          on a machine with a browser",
            "  login --paste  on a server: open the address elsewhere, paste back where the browser arrives",
            "The app registration needs the redirect URI http://localhost (platform Web). Sign in as the service",
            "account, with a second factor. Exit code 0: stored; 1: not signed in; 2: invalid settings."
        })
final class LoginCommand extends Options implements Callable<Integer> {

    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final URI ANYWHERE = URI.create("http://localhost");

    @Option(names = "--paste", description = "Reads the address at which the browser arrived, or its code, from input.")
    private boolean paste;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws InterruptedException, IOException {
        Settings settings = settings();
        settings.validateToSignIn();
        try (Database database = Parts.storeForSignIn(settings)) {
            EncryptedSecrets secrets = new EncryptedSecrets(database, EncryptionKey.of(Parts.store(settings)));
            Login login = new Login(settings, secrets, Trust.of(settings.path(TLS_TRUSTED_ROOTS)), Clock.systemUTC());
            say("Signed in as " + (paste ? pasted(login) : redirected(login)) + "; the refresh token is stored.");
            login.registrationRefused()
                    .ifPresent(refused -> say("The webhook registration is not open to it: grant the"
                            + " app registration user_impersonation on Microsoft Partner Center, with admin consent ("
                            + refused.code() + ")."));
            if (new Pauses(database).resume(Audience.PARTNER_CENTER.system(), Pauses.Kind.UNAUTHORISED)) {
                say("partner-center was paused for want of it and goes on.");
            }
            return 0;
        }
    }

    private String redirected(Login login) throws InterruptedException {
        String state = SignIn.newState(new SecureRandom());
        try (LoopbackRedirect redirect = new LoopbackRedirect(state)) {
            SignIn signIn = login.begin(redirect.address(), state);
            invite(signIn.address());
            DesktopBrowser.open(signIn.address());
            String user = login.complete(signIn, redirect.await(LONGEST));
            redirect.ended(true);
            return user;
        }
    }

    private String pasted(Login login) throws IOException {
        SignIn signIn = login.begin(ANYWHERE, SignIn.newState(new SecureRandom()));
        invite(signIn.address());
        say("The browser ends at an address that begins with http://localhost and can't be shown: paste it here.");
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        return login.complete(signIn, RedirectAnswer.pasted(input.readLine()));
    }

    private void invite(URI address) {
        say("Open this address and sign in as the service account:");
        say(address.toString());
    }

    private void say(String line) {
        command.commandLine().getOut().println(line);
        command.commandLine().getOut().flush();
    }
}
