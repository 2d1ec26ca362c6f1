package org.referralconnectors.settings;

import static org.referralconnectors.settings.Kind.*;

import java.util.Arrays;
import java.util.Optional;

/**
 * Every setting: its key, its default (empty: none), what its text must be, and what it means. A constant is named as
 * the environment variable that sets it.
 */
public enum Setting {
    CAMEL_SERVER_PORT("camel.server.port", "8080", PORT, "Port of the webhook listener; 0 takes any free one."),
    CAMEL_SERVER_HOST("camel.server.host", "0.0.0.0", HOST, "Address that it listens on; 0.0.0.0: all."),
    CAMEL_MANAGEMENT_PORT(
            "camel.management.port", "8081", PORT, "Port of health, metrics, Jolokia, Hawtio and the page."),
    CAMEL_MANAGEMENT_HOST("camel.management.host", "127.0.0.1", HOST, "Address that it listens on; 0.0.0.0: all."),
    MANAGEMENT_USER("management.user", "admin", USER, "User of Hawtio, Jolokia and the page."),
    MANAGEMENT_PASSWORD("management.password", "", PASSWORD, "12 characters or more; empty: these are not there."),

    PARTNER_CENTER_API_URL(
            "partner-center.api-url",
            "https://api.partner.microsoft.com/v1.0/engagements",
            HTTPS,
            "Address of the referrals API, up to but without /referrals."),
    PARTNER_CENTER_REGISTRATION_URL(
            "partner-center.registration-url",
            "https://api.partnercenter.microsoft.com/webhooks/v1/registration",
            HTTPS,
            "Address of the webhook registration."),
    PARTNER_CENTER_AUTHORITY(
            "partner-center.authority",
            "https://login.microsoftonline.com",
            HTTPS_HOST,
            "Entra ID that knows the partner tenant; national clouds have their own."),
    PARTNER_CENTER_TENANT_ID("partner-center.tenant-id", "", TENANT, "Id or domain of the partner tenant."),
    PARTNER_CENTER_CLIENT_ID("partner-center.client-id", "", WORD, "Client id of the app registration there."),
    PARTNER_CENTER_CLIENT_SECRET("partner-center.client-secret", "", SECRET, "Secret of the app registration."),
    PARTNER_CENTER_CLIENT_CERTIFICATE(
            "partner-center.client-certificate",
            "",
            FILE,
            "PKCS#12 file with key and certificate, instead of the secret."),
    PARTNER_CENTER_CLIENT_CERTIFICATE_PASSWORD(
            "partner-center.client-certificate-password", "", SECRET, "Password of that PKCS#12 file."),
    PARTNER_CENTER_REFRESH_TOKEN(
            "partner-center.refresh-token",
            "",
            SECRET,
            "Of the service account; imported once, then the store keeps the rotated one."),
    PARTNER_CENTER_SCOPE(
            "partner-center.scope",
            "https://api.partner.microsoft.com/user_impersonation",
            WORD,
            "OAuth scope of the referrals API."),
    PARTNER_CENTER_REGISTRATION_SCOPE(
            "partner-center.registration-scope",
            "https://api.partnercenter.microsoft.com/user_impersonation",
            WORD,
            "OAuth scope of the webhook registration."),
    PARTNER_CENTER_WEBHOOK_PATH(
            "partner-center.webhook.path", "/webhooks/partner-center", URL_PATH, "Path that Partner Center posts to."),
    PARTNER_CENTER_WEBHOOK_PUBLIC_URL(
            "partner-center.webhook.public-url",
            "",
            HTTPS,
            "Address to register: the path above as the internet sees it."),
    PARTNER_CENTER_WEBHOOK_CERTIFICATE_HOSTS(
            "partner-center.webhook.certificate-hosts",
            "3psostorageacct.blob.core.windows.net",
            HOSTS,
            "Hosts that signing certificates may be fetched from, as host or host:port, separated by commas."),
    PARTNER_CENTER_WEBHOOK_CERTIFICATE_NAMES(
            "partner-center.webhook.certificate-names",
            "pcnotifications-dispatch.microsoft.com,pcnotifications.microsoft.com",
            NAMES,
            "Names that a signing certificate may carry, separated by commas; also its file name: /cert/NAME.cer."),
    PARTNER_CENTER_WEBHOOK_ISSUER_ORGANIZATION(
            "partner-center.webhook.issuer-organization",
            "Microsoft Corporation",
            TEXT,
            "Organisation that must have issued the signing certificate."),
    PARTNER_CENTER_WEBHOOK_TRUSTED_ROOTS(
            "partner-center.webhook.trusted-roots",
            "",
            PEM,
            "PEM file with roots and intermediates for signing certificates, beside the Java trust store."),
    PARTNER_CENTER_SWEEP_CRON(
            "partner-center.sweep-cron",
            "0 0/15 * * * ?",
            CRON,
            "When the referral list is read for what no webhook reported (quartz cron)."),
    PARTNER_CENTER_OVERWRITE_EXTERNAL_REFERENCE(
            "partner-center.overwrite-external-reference",
            "false",
            FLAG,
            "Whether a reference that another system left on a referral may be replaced: true or false."),
    PARTNER_CENTER_DEAL_VALUE_AS(
            "partner-center.deal-value-as",
            "text",
            choice("text", "number"),
            "JSON type of a deal value sent: text or number."),
    PARTNER_CENTER_DATE_LITERAL(
            "partner-center.date-literal",
            "unquoted",
            choice("unquoted", "quoted"),
            "How a time stands in the list's filter: unquoted or quoted."),

    DYNAMICS_URL("dynamics.url", "", HTTPS_HOST, "The organisation, such as https://contoso.crm.dynamics.com."),
    DYNAMICS_API_VERSION("dynamics.api-version", "v9.2", VERSION, "Version of the Dataverse Web API."),
    DYNAMICS_AUTHORITY(
            "dynamics.authority",
            "https://login.microsoftonline.com",
            HTTPS_HOST,
            "Entra ID that knows the organisation's tenant; national clouds have their own."),
    DYNAMICS_TENANT_ID("dynamics.tenant-id", "", TENANT, "Id or domain of the organisation's tenant."),
    DYNAMICS_CLIENT_ID(
            "dynamics.client-id", "", WORD, "Client id of the app registration behind the application user."),
    DYNAMICS_CLIENT_SECRET("dynamics.client-secret", "", SECRET, "Secret of the app registration."),
    DYNAMICS_CLIENT_CERTIFICATE(
            "dynamics.client-certificate", "", FILE, "PKCS#12 file with key and certificate, instead of the secret."),
    DYNAMICS_CLIENT_CERTIFICATE_PASSWORD(
            "dynamics.client-certificate-password", "", SECRET, "Password of that PKCS#12 file."),
    DYNAMICS_POLL_CRON(
            "dynamics.poll-cron", "0/30 * * * * ?", CRON, "When changed leads are looked for (quartz cron)."),
    DYNAMICS_POLL_MODE(
            "dynamics.poll-mode",
            "delta",
            choice("delta", "modified-on"),
            "delta follows change tracking; modified-on reads an overlapping window and can't see deletions."),
    DYNAMICS_REFERRAL_KEY_COLUMN(
            "dynamics.referral-key-column",
            "",
            COLUMN,
            "Custom lead column with an alternate key for the referral id, if any."),
    DYNAMICS_SUBJECT_TEMPLATE(
            "dynamics.subject-template", "{name} [{id}]", TEMPLATE, "Subject of a new lead; {id} must stand in it."),
    DYNAMICS_OWNER(
            "dynamics.owner",
            "",
            OWNER,
            "Owner of a new lead, systemuser:GUID or team:GUID; empty is the application user."),

    SYNC_SCOPE(
            "sync.scope",
            "incoming",
            choices("incoming", "outgoing", "closed"),
            "Which referrals get a lead: incoming, outgoing, closed, separated by commas."),
    SYNC_WRITE(
            "sync.write",
            "both",
            choice("none", "lead", "referral", "both"),
            "Sides that are written: none (only records what would be), lead, referral, both."),
    SYNC_ON_LEAD_DELETED(
            "sync.on-lead-deleted",
            "ignore",
            choice("ignore", "recreate", "close-referral"),
            "What follows a deleted lead: ignore, recreate, close-referral."),
    SYNC_MAPPING("sync.mapping", "file:mapping.yaml", FILE, "The field map."),
    SYNC_WORKERS("sync.workers", "16", between(1, 1000), "Pairs worked at the same time; sizes the HTTP pools."),
    SYNC_SETTLE("sync.settle", "PT2S", PAUSE, "Least time from the end of a pair's run to its next (ISO-8601)."),
    SYNC_MAX_ATTEMPTS("sync.max-attempts", "10", between(1, 1000), "Tries of a request before it is parked."),
    SYNC_RETRY_INITIAL_DELAY("sync.retry-initial-delay", "PT2S", TIME, "Wait before the first retry (ISO-8601)."),
    SYNC_RETRY_MAX_DELAY("sync.retry-max-delay", "PT15M", TIME, "Longest wait between retries (ISO-8601)."),
    SYNC_TIME_ZONE("sync.time-zone", "UTC", ZONE, "Zone in which a moment becomes a day."),
    SYNC_HISTORY_RETENTION("sync.history-retention", "P90D", TIME, "How long decisions are kept (ISO-8601)."),
    SYNC_HISTORY_VALUES(
            "sync.history-values",
            "hashed",
            choice("hashed", "plain", "none"),
            "How values stand in the history: hashed, plain, none; personal data is never plain."),

    STORE_URL(
            "store.url",
            "jdbc:sqlite:data/referral-connectors.db",
            STORE,
            "The database: SQLite for one process, jdbc:postgresql://host/database for several."),
    STORE_USER("store.user", "", TEXT, "User of a PostgreSQL store."),
    STORE_PASSWORD("store.password", "", SECRET, "Password of a PostgreSQL store."),
    STORE_ENCRYPTION_KEY(
            "store.encryption-key",
            "",
            KEY,
            "Encrypts stored tokens: 32 bytes in base64; without it SQLite makes a key file."),

    HEALTH_OLDEST_UNSYNCED_LIMIT(
            "health.oldest-unsynced-limit",
            "PT15M",
            TIME,
            "Age of the oldest unsynced change from which health is DOWN (ISO-8601)."),
    HEALTH_CLOCK_SKEW_LIMIT(
            "health.clock-skew-limit",
            "PT2M",
            TIME,
            "Difference to the services' clocks from which health is DOWN (ISO-8601)."),
    OTEL_EXPORTER_OTLP_ENDPOINT(
            "otel.exporter.otlp.endpoint",
            "",
            HTTP,
            "OpenTelemetry collector that gets traces (OTLP over HTTP), such as http://localhost:4318; empty: none."),
    ROUTES_RELOAD("routes.reload", "false", FLAG, "For development: whether saved files of routes/ count at once."),
    HTTP_CONNECT_TIMEOUT("http.connect-timeout", "PT5S", TIME, "Longest wait for a connection to open (ISO-8601)."),
    HTTP_RESPONSE_TIMEOUT("http.response-timeout", "PT30S", TIME, "Longest wait for an answer; in all twice that."),
    TLS_TRUSTED_ROOTS("tls.trusted-roots", "", PEM, "PEM file with further authorities for every outgoing HTTPS call."),
    LOG_FORMAT("log.format", "text", choice("text", "json"), "How log lines look: text, or json in the ECS layout.");

    private final String key;
    private final String byDefault;
    private final Kind kind;
    private final String meaning;

    Setting(String key, String byDefault, Kind kind, String meaning) {
        this.key = key;
        this.byDefault = byDefault;
        this.kind = kind;
        this.meaning = meaning;
    }

    public String key() {
        return key;
    }

    public String byDefault() {
        return byDefault;
    }

    public String meaning() {
        return meaning;
    }

    public boolean isSecret() {
        return kind.secret();
    }

    public String environmentVariable() {
        return name();
    }

    static Optional<Setting> named(String key) {
        return Arrays.stream(values())
                .filter(setting -> setting.key.equals(key))
                .findFirst();
    }

    Kind kind() {
        return kind;
    }
}
