package org.referralconnectors.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SimulatedNotificationsTest {
    private static final PartnerSide SIDE = PartnerSide.start();
    private static final Queue<Call> RECEIVED = new ConcurrentLinkedQueue<>();
    private static final SimulatedServer RECEIVER = SIDE.network().host("receiver", call -> {
        RECEIVED.add(call);
        return Answer.empty(200);
    });

    private final SimulatedNotifications notifications = SIDE.notifications();
    private long acknowledged;

    @AfterAll
    static void close() {
        SIDE.close();
    }

    @BeforeEach
    void register() {
        RECEIVED.clear();
        RECEIVER.faults().clear();
        SIDE.register(RECEIVER.url() + "/hook");
        notifications.backOff(Duration.ofMillis(1));
        acknowledged = notifications.acknowledged();
    }

    @Test
    void tellsOfANewReferralInASignedRequestThatTheFetchedCertificateProves() throws Exception {
        String id = SIDE.partnerCenter().create(referral -> {}).path("id").asText();

        Call delivery = arrived(1).get(0);

        JsonNode body = Jwt.JSON.readTree(delivery.body());
        assertThat(delivery.path()).isEqualTo("/hook");
        assertThat(delivery.header("content-type")).isEqualTo("application/json");
        assertThat(delivery.header("x-ms-signature-algorithm")).isEqualTo("rsa-sha256");
        assertThat(body.properties())
                .extracting(java.util.Map.Entry::getKey)
                .containsExactly("EventName", "ResourceUri", "ResourceName", "AuditUri", "ResourceChangeUtcDate");
        assertThat(body.path("EventName").asText()).isEqualTo("referral-created");
        assertThat(body.path("ResourceUri").asText())
                .isEqualTo("https://api.partnercenter.microsoft.com/engagements/v1/referrals/" + id);
        assertThat(body.path("ResourceChangeUtcDate").asText()).matches(".*\\.\\d{7}\\+00:00");
        assertThat(proves(delivery, delivery.body())).isTrue();
        assertThat(proves(delivery, "another".getBytes())).isFalse();
    }

    @Test
    void aWriteThroughTheApiRaisesAnEchoJustLikeAnEdit() {
        String id = SIDE.partnerCenter().create(referral -> {}).path("id").asText();
        SIDE.partnerCenter().edit(id, referral -> referral.put("favorite", true));

        assertThat(arrived(2)).extracting(Call::text).last().asString().contains("referral-updated");
    }

    @Test
    void putsTheSignatureIntoItsOwnHeaderWhereAsked() throws Exception {
        Registration now = SIDE.registration();
        SIDE.register(new Registration(now.url(), now.events(), true, now.modified()));

        notifications.raise("referral-updated", "x");

        Call delivery = arrived(1).get(0);
        assertThat(delivery.header("authorization")).isNull();
        assertThat(delivery.header("x-ms-signature")).startsWith("Signature ");
    }

    @Test
    void triesTenTimesAndThenGivesUp() {
        long abandoned = notifications.abandoned();
        RECEIVER.faults().answer(Faults.anywhere(), 10, Answer.empty(503));

        notifications.raise("referral-updated", "x");
        await().until(() -> notifications.abandoned() == abandoned + 1);
        assertThat(RECEIVED).isEmpty();

        RECEIVER.faults().answer(Faults.anywhere(), 9, Answer.empty(503));
        notifications.raise("referral-updated", "x");
        arrived(1);
        assertThat(notifications.abandoned()).isEqualTo(abandoned + 1);
    }

    @Test
    void holdsReordersDoublesAndLosesAsTold() {
        notifications.hold();
        notifications.dropNext(1);
        for (String id : List.of("lost", "first", "second")) {
            notifications.raise("referral-updated", id);
        }
        await().until(() -> notifications.pending() == 2);
        assertThat(RECEIVED).isEmpty();

        notifications.release();
        assertThat(arrived(2)).noneMatch(call -> call.text().contains("lost"));
        await().until(() -> notifications.pending() == 0);

        notifications.hold();
        notifications.raise("referral-updated", "third");
        notifications.raise("referral-updated", "fourth");
        await().until(() -> notifications.pending() == 2);
        notifications.releaseReversed();
        List<Call> arrived = arrived(4);
        assertThat(arrived.get(2).text()).contains("/fourth");
        assertThat(arrived.get(3).text()).contains("/third");

        notifications.doubleNext(1);
        notifications.raise("referral-updated", "twice");
        await().until(() -> RECEIVED.size() == 6);
        assertThat(RECEIVED.stream().filter(call -> call.text().contains("twice")))
                .hasSize(2);
    }

    @Test
    void tellsNobodyOfAnEventThatNobodyRegistered() {
        Registration now = SIDE.registration();
        SIDE.register(new Registration(now.url(), java.util.Set.of("referral-created"), false, now.modified()));
        long attempted = notifications.attempted();

        notifications.raise("referral-updated", "x");
        notifications.raise("referral-created", "y");

        assertThat(arrived(1).get(0).text()).contains("/y");
        assertThat(notifications.attempted()).isEqualTo(attempted + 1);
    }

    @Test
    void sendsWhateverATestMadeOnce() throws Exception {
        Delivery good = notifications.signer().referral("referral-updated", "x");
        Delivery bad = good.without("x-ms-certificate-url")
                .and("Authorization", "Signature second")
                .withBody("{}".getBytes());

        assertThat(notifications.deliver(RECEIVER.url() + "/hook", bad).get()).isEqualTo(200);

        Call delivery = RECEIVED.element();
        assertThat(delivery.headers().get("authorization")).hasSize(2);
        assertThat(delivery.header("x-ms-certificate-url")).isNull();
        assertThat(proves(delivery, good.body())).isTrue();
    }

    private List<Call> arrived(int deliveries) {
        await().until(() -> notifications.acknowledged() == acknowledged + deliveries);
        return List.copyOf(RECEIVED);
    }

    private static boolean proves(Call delivery, byte[] body) throws Exception {
        Signature verifier = Signature.getInstance("SHA256withRSA");
        verifier.initVerify(certificate());
        verifier.update(body);
        String signature = delivery.header("authorization").substring("Signature ".length());
        return verifier.verify(Base64.getDecoder().decode(signature));
    }

    private static X509Certificate certificate() throws Exception {
        HttpClient client = HttpClient.newBuilder()
                .sslContext(SIDE.network().pki().clientContext())
                .build();
        String url = notificationsUrl();
        byte[] der = client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofByteArray())
                .body();
        return (X509Certificate) java.security.cert.CertificateFactory.getInstance("X.509")
                .generateCertificate(new java.io.ByteArrayInputStream(der));
    }

    private static String notificationsUrl() {
        return SIDE.notifications().signer().sign(new byte[0]).header("X-MS-Certificate-Url");
    }
}
