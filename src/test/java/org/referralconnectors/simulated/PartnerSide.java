package org.referralconnectors.simulated;

import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Everything on Microsoft's side but Dynamics 365: Entra ID, Partner Center, its webhooks and their certificate,
 * running.
 */
public final class PartnerSide implements AutoCloseable {
    public static final String TENANT = "5f3c1d0e-9a64-4c0b-8a55-2f3f6f7c1a01";
    public static final String CLIENT_ID = "c0a8f7d2-3b1e-4f6a-9d57-6a1b2c3d4e02";
    public static final String CLIENT_SECRET = "partner~secret~of~the~simulation";

    private final SimulatedNetwork network;
    private final NotificationPki notificationPki;
    private final SimulatedEntra entra;
    private final SimulatedNotifications notifications;
    private final SimulatedPartnerCenter partnerCenter;
    private final SimulatedCertificateHost certificates = new SimulatedCertificateHost();
    private final Map<String, Registration> registrations = new ConcurrentHashMap<>();
    private final SimulatedServer entraServer;
    private final SimulatedServer partnerCenterServer;
    private final SimulatedServer registrationServer;
    private final SimulatedServer certificateServer;

    private PartnerSide(Clock clock) {
        network = new SimulatedNetwork(clock);
        notificationPki = new NotificationPki(clock);
        entra = new SimulatedEntra(clock);
        entra.register(new Application(
                TENANT, CLIENT_ID, CLIENT_SECRET, null, Set.of(ReferralsApi.AUDIENCE, SimulatedRegistration.AUDIENCE)));
        certificates.publish(NotificationPki.NAME, notificationPki.leaf());
        certificateServer = network.host("certificates", certificates);
        notifications = new SimulatedNotifications(network, signer(notificationPki.leaf()), this::registration);
        partnerCenter = new SimulatedPartnerCenter(clock, entra.tokens(), notifications::raise);
        entraServer = network.host("entra", entra);
        partnerCenterServer = network.host("partner-center", partnerCenter);
        registrationServer = network.host(
                "registration", new SimulatedRegistration(clock, entra.tokens(), registrations, notifications));
    }

    public static PartnerSide start() {
        return start(Clock.systemUTC());
    }

    public static PartnerSide start(Clock clock) {
        return new PartnerSide(clock);
    }

    /**
     * The settings that point the application here.
     *
     * @param folder where the PEM files are written
     */
    public Map<String, String> settings(Path folder) {
        Path tls = network.pki().writeRoots(folder.resolve("tls-roots.pem"));
        Path webhook = notificationPki.writeTrusted(folder.resolve("webhook-roots.pem"));
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("partner-center.api-url", partnerCenterServer.url() + "/v1.0/engagements");
        settings.put("partner-center.registration-url", registrationServer.url() + "/webhooks/v1/registration");
        settings.put("partner-center.authority", entraServer.url());
        settings.put("partner-center.tenant-id", TENANT);
        settings.put("partner-center.client-id", CLIENT_ID);
        settings.put("partner-center.client-secret", CLIENT_SECRET);
        settings.put("partner-center.refresh-token", entra.consent(CLIENT_ID));
        settings.put("partner-center.webhook.certificate-hosts", "localhost:" + certificateServer.port());
        settings.put("partner-center.webhook.trusted-roots", webhook.toString());
        settings.put("tls.trusted-roots", tls.toString());
        return settings;
    }

    /** Registers an address for all events about referrals, as an earlier {@code webhook register} would have. */
    public void register(String webhookUrl) {
        Set<String> events = Set.of(
                "referral-created",
                "referral-updated",
                "related-referral-created",
                "related-referral-updated",
                "test-created");
        register(new Registration(webhookUrl, events, false, network.clock().instant()));
    }

    /** As if nobody ever had. */
    public void unregister() {
        registrations.remove(TENANT);
    }

    public void register(Registration registration) {
        registrations.put(TENANT, registration);
    }

    /** What is registered now, or {@code null}. */
    public Registration registration() {
        return registrations.get(TENANT);
    }

    /** A signer whose certificate is expected at this host under the usual name. */
    public DeliverySigner signer(Identity identity) {
        String url = certificateServer.url() + SimulatedCertificateHost.path(NotificationPki.NAME);
        return new DeliverySigner(network.clock(), url, identity.key());
    }

    /** Hosts further services, beside these. */
    public SimulatedNetwork network() {
        return network;
    }

    public Traffic traffic() {
        return network.traffic();
    }

    public NotificationPki notificationPki() {
        return notificationPki;
    }

    public SimulatedEntra entra() {
        return entra;
    }

    public SimulatedPartnerCenter partnerCenter() {
        return partnerCenter;
    }

    public SimulatedNotifications notifications() {
        return notifications;
    }

    public SimulatedCertificateHost certificates() {
        return certificates;
    }

    public SimulatedServer entraServer() {
        return entraServer;
    }

    public SimulatedServer partnerCenterServer() {
        return partnerCenterServer;
    }

    public SimulatedServer registrationServer() {
        return registrationServer;
    }

    public SimulatedServer certificateServer() {
        return certificateServer;
    }

    @Override
    public void close() {
        network.close();
    }
}
