package org.referralconnectors.simulated;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.referralconnectors.simulated.dataverse.Organisation;
import org.referralconnectors.simulated.dataverse.SimulatedDataverse;
import org.referralconnectors.simulated.dataverse.TokenCheck;

/**
 * Both sides, running: Partner Center with its webhooks, one Dynamics 365 organisation, and the Entra ID that both
 * trust.
 */
public final class Landscape implements AutoCloseable {

    private static final String TENANT = "8d1b6e2a-4c77-4b0e-9f55-7a3c9e1d2b03";
    private static final String CLIENT_ID = "1e9d7c5b-2a4f-4e8c-b6d1-0f3a5c7e9b04";
    private static final String CLIENT_SECRET = "dynamics~secret~of~the~simulation";

    private final PartnerSide partner;
    private final SimulatedDataverse dataverse;
    private final SimulatedServer dataverseServer;

    private Landscape(Organisation organisation, Clock clock) {
        partner = PartnerSide.start(clock);
        Tokens tokens = partner.entra().tokens();
        dataverse = new SimulatedDataverse(
                organisation,
                TokenCheck.accepting((authorization, audience) ->
                        tokens.check(authorization, audience).valid()),
                clock);
        dataverseServer = partner.network().host("dynamics", dataverse);
        partner.entra()
                .register(new Application(TENANT, CLIENT_ID, CLIENT_SECRET, null, Set.of(dataverseServer.url())));
    }

    public static Landscape start() {
        return start(Organisation.stock());
    }

    public static Landscape start(Organisation organisation) {
        return start(organisation, Clock.systemUTC());
    }

    /** @param clock of both sides; the application has its own */
    public static Landscape start(Organisation organisation, Clock clock) {
        return new Landscape(organisation, clock);
    }

    /**
     * The settings that point the application here, on ports of its own and with a store of its own; the webhook is
     * registered.
     *
     * @param folder for the PEM files and the store
     */
    public Map<String, String> settings(Path folder) {
        Map<String, String> settings = partner.settings(folder);
        int port = freePort();
        settings.put("camel.server.port", Integer.toString(port));
        settings.put("camel.management.port", Integer.toString(freePort()));
        settings.put("dynamics.url", dataverseServer.url());
        settings.put("dynamics.authority", partner.entraServer().url());
        settings.put("dynamics.tenant-id", TENANT);
        settings.put("dynamics.client-id", CLIENT_ID);
        settings.put("dynamics.client-secret", CLIENT_SECRET);
        settings.put("store.url", "jdbc:sqlite:" + folder.resolve("store.db"));
        partner.register("http://localhost:" + port + "/webhooks/partner-center");
        return settings;
    }

    public PartnerSide partner() {
        return partner;
    }

    public SimulatedPartnerCenter partnerCenter() {
        return partner.partnerCenter();
    }

    public SimulatedDataverse dataverse() {
        return dataverse;
    }

    public SimulatedServer dataverseServer() {
        return dataverseServer;
    }

    public Traffic traffic() {
        return partner.traffic();
    }

    @Override
    public void close() {
        partner.close();
    }

    private static int freePort() {
        try (ServerSocket probe = new ServerSocket(0)) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
