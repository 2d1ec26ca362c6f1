package org.referralconnectors.simulated;

import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/** Authorization headers of every kind, good and bad, from one simulated Entra ID. */
final class UserTokens {
    static final String CLIENT_ID = "c0a8f7d2-3b1e-4f6a-9d57-6a1b2c3d4e02";
    static final String TENANT = "5f3c1d0e-9a64-4c0b-8a55-2f3f6f7c1a01";

    private final Tokens tokens = new Tokens(Clock.systemUTC());
    private final Application application = new Application(TENANT, CLIENT_ID, "secret", null, Set.of());
    private final String good = user(tokens, Clock.systemUTC(), ReferralsApi.AUDIENCE, true);

    Tokens tokens() {
        return tokens;
    }

    String good() {
        return good;
    }

    String expired() {
        Clock earlier = Clock.offset(Clock.systemUTC(), Duration.ofHours(-2));
        return user(tokens, earlier, ReferralsApi.AUDIENCE, true);
    }

    /** Everything right, but signed by somebody else. */
    String forged() {
        Tokens somebody = new Tokens(Clock.systemUTC(), CertificateOrder.keys("RSA", 2048));
        return user(somebody, Clock.systemUTC(), ReferralsApi.AUDIENCE, true);
    }

    String forRegistration() {
        return user(tokens, Clock.systemUTC(), SimulatedRegistration.AUDIENCE, true);
    }

    String withoutSecondFactor() {
        return user(tokens, Clock.systemUTC(), ReferralsApi.AUDIENCE, false);
    }

    String appOnly() {
        return appOnly(ReferralsApi.AUDIENCE);
    }

    String appOnly(String audience) {
        var issued = new IssuedTokens(Clock.systemUTC(), tokens);
        return "Bearer "
                + issued.forApplication(application, new TokenScope(audience, ".default"))
                        .path("access_token")
                        .asText();
    }

    private String user(Tokens signer, Clock clock, String audience, boolean multiFactor) {
        var grant = new RefreshTokens.Grant(CLIENT_ID, "admin@partner.example", multiFactor);
        var issued = new IssuedTokens(clock, signer);
        return "Bearer "
                + issued.forUser(application, new TokenScope(audience, "user_impersonation"), grant)
                        .path("access_token")
                        .asText();
    }
}
