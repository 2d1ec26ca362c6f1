package org.referralconnectors.cli;

import static org.referralconnectors.settings.Setting.*;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.referralconnectors.auth.Tokens;
import org.referralconnectors.auth.Trust;
import org.referralconnectors.dynamics.Leads;
import org.referralconnectors.dynamics.Organisations;
import org.referralconnectors.mapping.FieldMap;
import org.referralconnectors.mapping.Subject;
import org.referralconnectors.ops.RemoteCalls;
import org.referralconnectors.ops.Vitals;
import org.referralconnectors.settings.Settings;
import org.referralconnectors.store.Backlog;
import org.referralconnectors.store.Claims;
import org.referralconnectors.store.Database;
import org.referralconnectors.store.EncryptedSecrets;
import org.referralconnectors.store.EncryptionKey;
import org.referralconnectors.store.Facts;
import org.referralconnectors.store.Moves;
import org.referralconnectors.store.Pauses;
import org.referralconnectors.store.Tables;
import org.referralconnectors.sync.Backfill;
import org.referralconnectors.sync.Brakes;
import org.referralconnectors.sync.Decisions;
import org.referralconnectors.sync.DeletedLeads;
import org.referralconnectors.sync.Failures;
import org.referralconnectors.sync.Gates;
import org.referralconnectors.sync.Heartbeat;
import org.referralconnectors.sync.HistoryValues;
import org.referralconnectors.sync.Hooks;
import org.referralconnectors.sync.Identity;
import org.referralconnectors.sync.Intending;
import org.referralconnectors.sync.Planning;
import org.referralconnectors.sync.Probes;
import org.referralconnectors.sync.RunMeters;
import org.referralconnectors.sync.Runs;
import org.referralconnectors.sync.Scope;
import org.referralconnectors.sync.Webhook;
import org.referralconnectors.sync.Writing;
import org.referralconnectors.sync.WrongStore;
import org.referralconnectors.sync.plan.Planner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts together, from the settings, the beans that the routes call. */
public final class Connectors implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Connectors.class);

    private final Settings settings;
    private final Clock clock = Clock.systemUTC();
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final FieldMap map;
    private final Database database;
    private final Tables tables;
    private final Claims claims;
    private final Heartbeat heartbeat;
    private final Telemetry telemetry;
    private final Workers workers;
    private final Facts facts;
    private final Gates gates;
    private final Trust trust;
    private final Tokens tokens;
    private final RemoteHttp remote;
    private final Organisations organisations;
    private final RunMeters runMeters;
    private final Runs runs;
    private final Failures failures;
    private final Planning planning;
    private final Decisions decisions;
    private final Brakes brakes;
    private final DeletedLeads deletedLeads;
    private final Hooks hooks;
    private final Webhook webhook;
    private final Ports ports;
    private final Lists lists;
    private Runnable wrongStore = () -> {};

    /**
     * @param migrate whether an older store is brought to this release's schema; otherwise it is refused
     * @param lease of a run
     */
    Connectors(Settings settings, boolean migrate, Duration lease) {
        this.settings = settings;
        this.map = Parts.fieldMap(settings);
        this.database = Parts.database(settings, migrate);
        this.tables = Tables.of(database);
        this.claims = new Claims(database, settings.duration(SYNC_SETTLE), lease);
        this.heartbeat = new Heartbeat(claims, clock);
        this.telemetry = new Telemetry(settings);
        this.workers = new Workers(settings, database, claims, heartbeat, telemetry.tracing());
        this.facts = new Facts(database);
        this.gates = new Gates(new Pauses(database), clock);
        this.trust = Trust.of(settings.path(TLS_TRUSTED_ROOTS));
        this.tokens = Tokens.of(
                settings, new EncryptedSecrets(database, EncryptionKey.of(Parts.store(settings))), trust, clock);
        this.remote = new RemoteHttp(settings, trust, tokens, gates, heartbeat::pass, clock);
        this.organisations = new Organisations(this::requireSameOrganisation, clock);
        this.runMeters = new RunMeters(meters, clock);
        this.brakes = new Brakes(database, tables.pairs(), new Moves(database));
        this.deletedLeads = new DeletedLeads(settings.choice(SYNC_ON_LEAD_DELETED, DeletedLeads.Policy.class));
        this.hooks = new Hooks(map.leadColumns(), settings.text(DYNAMICS_REFERRAL_KEY_COLUMN));
        this.planning = planning();
        this.decisions = decisions();
        this.runs = new Runs(tables, claims, planning, decisions, runMeters);
        Probes probes = new Probes(gates, tables.ticks(), organisations::isOurs, clock);
        this.failures = new Failures(Parts.retries(settings), runs, gates, probes, new SecureRandom(), clock);
        this.webhook = new Webhook(
                Parts.callback(settings, trust, clock),
                database,
                tables.requests(),
                meters,
                telemetry.tracing(),
                workers::hint);
        this.ports = new Ports(settings, webhook);
        this.lists = new Lists(settings, tables, gates, heartbeat, runMeters, subject(), clock, workers::hint);
    }

    Settings settings() {
        return settings;
    }

    Backfill backfill() {
        return lists.backfill();
    }

    Tables tables() {
        return tables;
    }

    /** Everything that {@code routes/} names. */
    void bindTo(Main main) {
        Leads leads = new Leads(map.leadColumns(), settings.text(DYNAMICS_REFERRAL_KEY_COLUMN));
        main.bind("json", RemoteHttp.json());
        main.bind("metersRegistry", meters);
        main.bind("remoteCalls", new RemoteCalls(meters, telemetry.tracing(), clock));
        main.bind("https", remote.component());
        main.bind("partnerCenterClient", remote.partnerCenter());
        main.bind("registrationClient", remote.registration());
        main.bind("dynamicsClient", remote.dynamics());
        main.bind("organisations", organisations);
        main.bind("leads", leads);
        main.bind(
                "scope",
                new Scope(
                        Set.copyOf(settings.list(SYNC_SCOPE)),
                        map.countries(),
                        tables.pairs(),
                        new Backlog(database),
                        deletedLeads));
        main.bind("identity", new Identity(tables.pairs(), subject(), leads));
        main.bind("planning", planning);
        main.bind("hooks", hooks);
        Intending door = new Intending(tables, claims, decisions, Parts.policies(settings, subject()), brakes);
        main.bind("writing", new Writing(door, leads, map, settings.text(DYNAMICS_OWNER), clock));
        main.bind("failures", failures);
        main.bind("webhook", webhook);
        lists.bindTo(main);
    }

    /** Both listeners; only the running process has them. */
    Ports ports() {
        return ports;
    }

    Watch watch(Vitals vitals) {
        VitalThreads threads = new VitalThreads(settings, workers, database, ports, trust);
        return new Watch(
                settings, database, tokens, remote.times(), meters, vitals, threads, organisations::trouble, clock);
    }

    /** @param wrongStore ends the process, when the organisation turns out to be another than the store's */
    void startWorking(CamelContext context, Runnable wrongStore) {
        this.wrongStore = wrongStore;
        requireSame("partner-center.tenant", settings.text(PARTNER_CENTER_TENANT_ID));
        facts.remember("first-run", clock.instant().toString());
        workers.start(context, runs, failures, gates, organisations, hooks, lists.backfill());
    }

    /** Before the routes stop, since runs are under way in them. */
    void stopWorking() {
        lists.stop();
        workers.stop();
    }

    @Override
    public void close() {
        ports.close();
        telemetry.close();
        database.close();
    }

    /** An operator did something here. */
    void lookAgain() {
        gates.refresh();
        workers.hint();
    }

    private Planning planning() {
        return new Planning(
                new Planner(map, Parts.policies(settings, subject())),
                organisations,
                brakes,
                deletedLeads,
                workers::learnNow);
    }

    private Decisions decisions() {
        byte[] key = database.hashKey("history values");
        HistoryValues values = new HistoryValues(settings.choice(SYNC_HISTORY_VALUES, HistoryValues.Form.class), key);
        return new Decisions(values);
    }

    private Subject subject() {
        return new Subject(settings.text(DYNAMICS_SUBJECT_TEMPLATE));
    }

    /** Known only once Dynamics 365 has answered: whoever runs the process is told to end it. */
    private void requireSameOrganisation(String id) {
        try {
            requireSame("dynamics.organisation", id);
        } catch (WrongStore wrong) {
            LOG.error("{}", wrong.getMessage());
            wrongStore.run();
            throw wrong;
        }
    }

    /** One store serves one organisation and one tenant: with another one, every pair would be wrong. */
    private void requireSame(String name, String value) {
        String known = facts.remember(name, value);
        if (!known.equals(value)) {
            throw new WrongStore("The store " + settings.text(STORE_URL) + " belongs to " + name + " " + known
                    + ", not to " + value + ": use another store.url for it, or correct the settings");
        }
    }
}
