package org.referralconnectors.cli;

import static org.referralconnectors.settings.Setting.*;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.UUID;
import org.quartz.CronExpression;
import org.referralconnectors.auth.Trust;
import org.referralconnectors.mapping.FieldMap;
import org.referralconnectors.mapping.Subject;
import org.referralconnectors.partnercenter.Callback;
import org.referralconnectors.partnercenter.CallbackPolicy;
import org.referralconnectors.partnercenter.CertificateTrust;
import org.referralconnectors.partnercenter.HttpsCertificateSource;
import org.referralconnectors.settings.Setting;
import org.referralconnectors.settings.Settings;
import org.referralconnectors.store.Database;
import org.referralconnectors.store.StoreSettings;
import org.referralconnectors.sync.Failures;
import org.referralconnectors.sync.plan.Policies;

/** The parts that are made from settings alone. */
final class Parts {

    private Parts() {}

    static FieldMap fieldMap(Settings settings) {
        return FieldMap.read(
                mapping(settings), settings.path(SYNC_MAPPING).orElseThrow().toString());
    }

    private static String mapping(Settings settings) {
        Path file = settings.path(SYNC_MAPPING).orElseThrow();
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new StartFailed("The field map " + file + " (sync.mapping) can't be read");
        }
    }

    static StoreSettings store(Settings settings) {
        return new StoreSettings(
                settings.text(STORE_URL),
                settings.text(STORE_USER),
                settings.secret(STORE_PASSWORD),
                settings.secret(STORE_ENCRYPTION_KEY));
    }

    static Database database(Settings settings, boolean migrate) {
        Database database = Database.open(store(settings));
        try {
            if (migrate) {
                database.migrate();
            } else {
                database.requireCurrentSchema();
            }
            return database;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** Signing in and registering may come before the first run. */
    static Database storeForSignIn(Settings settings) {
        Database database = Database.open(store(settings));
        try {
            database.makeOrRequireCurrentSchema();
            return database;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    static Failures.Retries retries(Settings settings) {
        return new Failures.Retries(
                settings.integer(SYNC_MAX_ATTEMPTS),
                settings.duration(SYNC_RETRY_INITIAL_DELAY),
                settings.duration(SYNC_RETRY_MAX_DELAY));
    }

    static Policies policies(Settings settings, Subject subject) {
        String write = settings.text(SYNC_WRITE);
        return new Policies(
                settings.zone(SYNC_TIME_ZONE),
                write.equals("both") || write.equals("lead"),
                write.equals("both") || write.equals("referral"),
                settings.flag(PARTNER_CENTER_OVERWRITE_EXTERNAL_REFERENCE),
                settings.text(PARTNER_CENTER_DEAL_VALUE_AS).equals("text"),
                subject);
    }

    static Callback callback(Settings settings, Trust trust, Clock clock) {
        CertificateTrust roots = settings.path(PARTNER_CENTER_WEBHOOK_TRUSTED_ROOTS)
                .map(CertificateTrust.ofJava()::with)
                .orElseGet(CertificateTrust::ofJava);
        CallbackPolicy policy = new CallbackPolicy(
                settings.list(PARTNER_CENTER_WEBHOOK_CERTIFICATE_HOSTS),
                settings.list(PARTNER_CENTER_WEBHOOK_CERTIFICATE_NAMES),
                settings.text(PARTNER_CENTER_WEBHOOK_ISSUER_ORGANIZATION),
                roots);
        return new Callback(
                policy, new HttpsCertificateSource(trust.client(settings.duration(HTTP_CONNECT_TIMEOUT))), clock);
    }

    /** A digest of what decides what a run does. */
    static String rules(Settings settings) {
        String text = String.join(
                "\n",
                mapping(settings),
                settings.text(SYNC_WRITE),
                settings.text(SYNC_TIME_ZONE),
                settings.text(PARTNER_CENTER_OVERWRITE_EXTERNAL_REFERENCE));
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /**
     * Half the time between two ticks of a schedule: long enough that replicas with slightly different clocks make one
     * tick of it.
     */
    static Duration halfPeriod(Settings settings, Setting schedule, Clock clock) {
        try {
            CronExpression cron = new CronExpression(settings.text(schedule));
            Date next = cron.getNextValidTimeAfter(Date.from(clock.instant()));
            Date after = next == null ? null : cron.getNextValidTimeAfter(next);
            return after == null
                    ? Duration.ZERO
                    : Duration.between(next.toInstant(), after.toInstant()).dividedBy(2);
        } catch (ParseException e) {
            throw new IllegalStateException("validated before", e);
        }
    }
}
