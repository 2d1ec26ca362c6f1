package org.referralconnectors.cli;

import static org.referralconnectors.settings.Setting.TLS_TRUSTED_ROOTS;

import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.referralconnectors.auth.Audience;
import org.referralconnectors.auth.Gate;
import org.referralconnectors.auth.Tokens;
import org.referralconnectors.auth.Trust;
import org.referralconnectors.check.Clocks;
import org.referralconnectors.check.DynamicsCheck;
import org.referralconnectors.check.LeadColumns;
import org.referralconnectors.check.ListeningCheck;
import org.referralconnectors.check.OldFlow;
import org.referralconnectors.check.Owners;
import org.referralconnectors.check.PartnerCenterCheck;
import org.referralconnectors.check.Report;
import org.referralconnectors.check.SigningCertificatesCheck;
import org.referralconnectors.check.StoreCheck;
import org.referralconnectors.check.StoreFolder;
import org.referralconnectors.check.UnstoredSecrets;
import org.referralconnectors.mapping.FieldMap;
import org.referralconnectors.mapping.MappingException;
import org.referralconnectors.settings.Settings;
import org.referralconnectors.store.Database;
import org.referralconnectors.store.EncryptedSecrets;
import org.referralconnectors.store.EncryptionKey;
import org.referralconnectors.store.Facts;
import org.referralconnectors.store.Secrets;

/** Looks at every prerequisite, one after the other; what is wrong with one keeps no other from being seen. */
final class Checks {

    private static final String PARTNER_ROUTES = "partner-center-list-referrals,partner-center-get-registration";
    private static final String DYNAMICS_ROUTES = "dynamics-get-answer";

    private final Settings settings;
    private final Clock clock;
    private final StoreFolder.FileSystems fileSystems;
    private final Report report = new Report();
    private Optional<FieldMap> map = Optional.empty();
    private Optional<String> organisation = Optional.empty();
    private Optional<Instant> firstRun = Optional.empty();

    Checks(Settings settings, Clock clock) {
        this(settings, clock, folder -> Files.getFileStore(folder).type());
    }

    Checks(Settings settings, Clock clock, StoreFolder.FileSystems fileSystems) {
        this.settings = settings;
        this.clock = clock;
        this.fileSystems = fileSystems;
    }

    Report run() {
        settings();
        mapping();
        new ListeningCheck(settings, () -> Probe.isAlive(settings), report).look();
        signingCertificates();
        Optional<Database> database = store();
        try {
            database.map(Facts::new).ifPresent(this::remember);
            remote(database.<Secrets>map(this::secrets).orElseGet(UnstoredSecrets::new));
        } finally {
            database.ifPresent(Database::close);
        }
        return report;
    }

    private void settings() {
        settings.problemsToConnect().forEach(problem -> report.mend("settings", problem.key(), problem.remedy()));
        if (settings.problemsToConnect().isEmpty()) {
            report.ok("settings", "all", "well-formed, and none is missing");
        }
    }

    private void mapping() {
        if (!settings.isUsable("sync.mapping")) {
            return;
        }
        try {
            map = Optional.of(Parts.fieldMap(settings));
        } catch (MappingException invalid) {
            invalid.problems()
                    .forEach(problem -> report.mend(
                            "mapping",
                            problem.source() + " line " + problem.line() + ", " + problem.key(),
                            problem.problem() + "; " + problem.remedy()));
        } catch (StartFailed unreadable) {
            report.mend("mapping", "file", unreadable.getMessage());
        }
    }

    private void signingCertificates() {
        if (settings.isUsable("partner-center.webhook.", "tls.")) {
            Trust trust = Trust.of(settings.path(TLS_TRUSTED_ROOTS));
            SigningCertificatesCheck.look(Parts.callback(settings, trust, clock), report);
        }
    }

    private Optional<Database> store() {
        if (!settings.isUsable("store.")) {
            return Optional.empty();
        }
        StoreFolder folder = new StoreFolder(fileSystems, report);
        return new StoreCheck(settings, Parts.store(settings), folder, report).look();
    }

    private void remember(Facts facts) {
        organisation = facts.find("dynamics.organisation");
        firstRun = facts.find("first-run").map(Instant::parse);
    }

    private Secrets secrets(Database database) {
        return new EncryptedSecrets(database, EncryptionKey.of(Parts.store(settings)));
    }

    private void remote(Secrets secrets) {
        Set<Audience> sides = sides();
        if (sides.isEmpty()) {
            return;
        }
        Trust trust = Trust.of(settings.path(TLS_TRUSTED_ROOTS));
        Tokens tokens = Tokens.of(settings, secrets, trust, clock, sides);
        RemoteHttp http = new RemoteHttp(settings, trust, tokens, Gate.OPEN, () -> {}, clock);
        try (RemoteRoutes routes = new RemoteRoutes(settings, http, routes(sides))) {
            remote(routes, http, tokens, sides);
        } catch (StartFailed routes) {
            report.mend("settings", "routes", routes.getMessage());
        }
    }

    private void remote(RemoteRoutes routes, RemoteHttp http, Tokens tokens, Set<Audience> sides) {
        Set<String> currencies = Set.of();
        if (sides.contains(Audience.PARTNER_CENTER)) {
            currencies = new PartnerCenterCheck(settings, tokens, routes, report).look();
            Clocks.look(report, "partner-center", http.ahead("partner-center"));
        }
        if (sides.contains(Audience.DYNAMICS)) {
            dynamics(routes, tokens, currencies);
            Clocks.look(report, "dynamics", http.ahead("dynamics"));
        }
    }

    private void dynamics(RemoteRoutes routes, Tokens tokens, Set<String> currencies) {
        Optional<String> user =
                new DynamicsCheck(settings, new Owners(settings, map), tokens, routes, report).look(organisation);
        if (user.isEmpty()) {
            return;
        }
        map.ifPresent(fields -> new LeadColumns(settings, fields, routes, report, clock).look(currencies));
        new OldFlow(routes, report, clock).look(user.get(), firstRun);
    }

    private Set<Audience> sides() {
        Set<Audience> sides = EnumSet.noneOf(Audience.class);
        if (settings.isUsable("partner-center.", "http.", "tls.", "sync.workers")) {
            sides.add(Audience.PARTNER_CENTER);
            sides.add(Audience.PARTNER_REGISTRATION);
        } else {
            notYet("partner-center");
        }
        if (settings.isUsable("dynamics.", "http.", "tls.", "sync.workers")) {
            sides.add(Audience.DYNAMICS);
        } else {
            notYet("dynamics");
        }
        return sides;
    }

    private void notYet(String system) {
        report.note(system, "all", "was not asked, since the settings above that it needs can't be used");
    }

    private static String routes(Set<Audience> sides) {
        if (!sides.contains(Audience.DYNAMICS)) {
            return PARTNER_ROUTES;
        }
        return sides.contains(Audience.PARTNER_CENTER) ? PARTNER_ROUTES + "," + DYNAMICS_ROUTES : DYNAMICS_ROUTES;
    }
}
