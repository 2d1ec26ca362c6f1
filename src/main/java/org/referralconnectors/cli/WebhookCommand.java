package org.referralconnectors.cli;

import static org.referralconnectors.settings.Setting.PARTNER_CENTER_WEBHOOK_PATH;
import static org.referralconnectors.settings.Setting.PARTNER_CENTER_WEBHOOK_PUBLIC_URL;
import static org.referralconnectors.settings.Setting.TLS_TRUSTED_ROOTS;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.referralconnectors.auth.Audience;
import org.referralconnectors.auth.Gate;
import org.referralconnectors.auth.Tokens;
import org.referralconnectors.auth.Trust;
import org.referralconnectors.check.SecretPath;
import org.referralconnectors.partnercenter.Registration;
import org.referralconnectors.settings.Problem;
import org.referralconnectors.settings.Settings;
import org.referralconnectors.settings.SettingsException;
import org.referralconnectors.store.Database;
import org.referralconnectors.store.EncryptedSecrets;
import org.referralconnectors.store.EncryptionKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The one address a tenant has for its events: shown, set, tried. */
@Command(
        name = "webhook",
        description = "Partner Center's registration of the address that it tells of changed referrals.",
        synopsisSubcommandLabel = "show | register | test",
        footer = {
            "Examples:",
            "  webhook show",
            "  webhook register",
            "  webhook test",
            "A tenant has one registration, whoever made it."
        })
final class WebhookCommand extends Options {

    @Command(name = "show", description = "Shows the address and the events that are registered.")
    int show(
            @Option(
                            names = {"-h", "--help"},
                            usageHelp = true,
                            description = "Shows this help.")
                    boolean help) {
        return with(settings(), registrations -> show(registrations.find()));
    }

    @Command(
            name = "register",
            description = "Registers partner-center.webhook.public-url for the events of referrals and for tests.",
            footer = "Exit code 0: registered; 1: another address is registered, or the registration failed.")
    int register(
            @Option(
                            names = {"-h", "--help"},
                            usageHelp = true,
                            description = "Shows this help.")
                    boolean help,
            @Option(names = "--take-over", description = "Replaces another address, which is told of nothing then.")
                    boolean takeOver) {
        Settings settings = settings();
        if (!settings.has(PARTNER_CENTER_WEBHOOK_PUBLIC_URL)) {
            throw new SettingsException(List.of(new Problem(
                    PARTNER_CENTER_WEBHOOK_PUBLIC_URL.key(),
                    "is needed: " + PARTNER_CENTER_WEBHOOK_PUBLIC_URL.meaning())));
        }
        String ours = settings.text(PARTNER_CENTER_WEBHOOK_PUBLIC_URL);
        if (SecretPath.isGuessable(settings.text(PARTNER_CENTER_WEBHOOK_PATH))) {
            complain("The path of this address can be guessed. Better " + SecretPath.remedy(ours, new SecureRandom())
                    + ".");
        }
        return with(settings, registrations -> register(registrations, ours, takeOver));
    }

    @Command(
            name = "test",
            description = "Asks Partner Center for a test event, and waits for how it was answered.",
            footer = "Twice a minute at most. Exit code 0: the event arrived and was accepted; 1: it was not.")
    int test(
            @Option(
                            names = {"-h", "--help"},
                            usageHelp = true,
                            description = "Shows this help.")
                    boolean help) {
        return with(settings(), registrations -> {
            WebhookTest.Result result = new WebhookTest(registrations).run();
            print(result.text());
            return result.accepted() ? 0 : Main.FAILED;
        });
    }

    private int show(Optional<Registration> registration) {
        if (registration.isEmpty()) {
            print("Nothing is registered: run webhook register.");
            return 0;
        }
        print("address  " + registration.get().url());
        registration.get().events().stream().sorted().forEach(event -> print("event    " + event));
        if (!registration.get().lacking().isEmpty()) {
            print("missing  " + String.join(", ", registration.get().lacking()));
        }
        return 0;
    }

    private int register(Registrations registrations, String ours, boolean takeOver) {
        Optional<Registration> before = registrations.find();
        if (before.isPresent() && !before.get().isAt(ours) && !takeOver) {
            complain("Another address is registered: " + before.get().url()
                    + ". It is told of nothing any more once ours is registered; if that is meant, use"
                    + " --take-over. Nothing was changed.");
            return Main.FAILED;
        }
        if (before.filter(there -> there.isAt(ours) && there.lacking().isEmpty())
                .isPresent()) {
            print("Already registered: " + before.get());
            return 0;
        }
        registrations.register(before, ours);
        return confirmed(registrations.find(), ours);
    }

    /** What counts is what the service says afterwards. */
    private int confirmed(Optional<Registration> after, String ours) {
        if (after.filter(there -> there.isAt(ours) && there.lacking().isEmpty()).isPresent()) {
            print("Registered: " + after.get());
            return 0;
        }
        complain("Partner Center took the registration but shows another: " + after);
        return Main.FAILED;
    }

    private int with(Settings settings, java.util.function.ToIntFunction<Registrations> work) {
        settings.validateToSignIn();
        Trust trust = Trust.of(settings.path(TLS_TRUSTED_ROOTS));
        Clock clock = Clock.systemUTC();
        try (Database database = Parts.storeForSignIn(settings)) {
            EncryptedSecrets secrets = new EncryptedSecrets(database, EncryptionKey.of(Parts.store(settings)));
            Tokens tokens = Tokens.of(
                    settings, secrets, trust, clock, Set.of(Audience.PARTNER_CENTER, Audience.PARTNER_REGISTRATION));
            RemoteHttp http = new RemoteHttp(settings, trust, tokens, Gate.OPEN, () -> {}, clock);
            try (RemoteRoutes routes = new RemoteRoutes(settings, http, Registrations.ROUTES)) {
                return work.applyAsInt(new Registrations(routes));
            }
        }
    }
}
