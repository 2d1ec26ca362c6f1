package org.referralconnectors.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.referralconnectors.auth.Audience.PARTNER_CENTER;
import static org.referralconnectors.auth.Audience.PARTNER_REGISTRATION;

import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.referralconnectors.settings.Settings;
import org.referralconnectors.simulated.Application;
import org.referralconnectors.simulated.Visitor;
import org.referralconnectors.store.Database;
import org.referralconnectors.store.EncryptedSecrets;
import org.referralconnectors.store.EncryptionKey;
import org.referralconnectors.store.Secrets;
import org.referralconnectors.store.StoreSettings;

/** Signing in, as a person's browser brings the answer back. */
class LoginTest {

    private static final URI REDIRECT = URI.create("http://localhost");
    private static final String OTHER_TENANT = "0b0b0b0b-0000-4000-8000-00000000000b";

    @TempDir
    static Path folder;

    private static EntraFixture entra;
    private static Visitor visitor;
    private static Properties asStarted;

    private final InMemorySecrets store = new InMemorySecrets();

    @BeforeAll
    static void start() {
        entra = new EntraFixture(folder);
        visitor = new Visitor(entra.entra);
        asStarted = (Properties) entra.settings.clone();
    }

    @AfterAll
    static void stop() {
        entra.close();
    }

    @AfterEach
    void reset() {
        entra.settings.clear();
        entra.settings.putAll(asStarted);
        entra.entra.tenantOfUsers(null);
        entra.entra.singleUse(false);
        entra.register();
    }

    @Test
    void aSignInGivesTokensForBothAudiencesThatSurviveARestart() {
        Login login = login();
        SignIn signIn = begin(login);

        String user = login.complete(signIn, visitor.signsIn(signIn.address(), "service@partner.example", true));

        assertThat(user).isEqualTo("service@partner.example");
        assertThat(login.registrationRefused()).isEmpty();
        entra.entra.singleUse(true);
        assertThat(valid(entra.process(store).token(PARTNER_CENTER), EntraFixture.REFERRALS))
                .isTrue();
        assertThat(valid(entra.process(store).token(PARTNER_REGISTRATION), EntraFixture.REGISTRATION))
                .isTrue();
    }

    @Test
    void aSignInReplacesAConsentThatWasLostAndTheRefreshTokenOfTheSettings() {
        entra.consent();
        entra.process(store).token(PARTNER_CENTER);
        entra.entra.revokeAll();
        assertThatThrownBy(() -> entra.process(store).token(PARTNER_REGISTRATION))
                .hasMessageContaining("login");

        signIn(login());

        assertThat(valid(entra.process(store).token(PARTNER_CENTER), EntraFixture.REFERRALS))
                .isTrue();
        assertThat(valid(entra.process(store).token(PARTNER_REGISTRATION), EntraFixture.REGISTRATION))
                .isTrue();
    }

    @Test
    void aSignInReplacesWhatAKeyHadSealedThatIsLost() {
        String url = "jdbc:sqlite:" + folder.resolve("lost-key.db");
        StoreSettings before = new StoreSettings(url, "", "", "A".repeat(43) + "=");
        StoreSettings after = new StoreSettings(url, "", "", "B".repeat(42) + "A=");
        try (Database database = Database.open(before)) {
            database.makeOrRequireCurrentSchema();
            signIn(login(new EncryptedSecrets(database, EncryptionKey.of(before))));
            Secrets other = new EncryptedSecrets(database, EncryptionKey.of(after));
            assertThatThrownBy(() -> entra.process(other).token(PARTNER_CENTER))
                    .hasMessageContaining("wrong_key")
                    .hasMessageContaining("login");

            signIn(login(other));

            assertThat(entra.process(other).token(PARTNER_CENTER)).isNotEmpty();
        }
    }

    @Test
    void aRefreshTokenThatIsSetAfterwardsIsImported() {
        entra.consent();
        signIn(login());
        entra.entra.revokeAll();
        entra.consent();

        assertThat(valid(entra.process(store).token(PARTNER_CENTER), EntraFixture.REFERRALS))
                .isTrue();
    }

    @Test
    void aRefreshTokenThatWasImportedBeforeStaysReplacedWhateverTheSettingsWereOfWhoSignedIn() {
        entra.consent();
        Tokens process = entra.process(store);
        process.drop(process.token(PARTNER_CENTER));
        entra.entra.revokeAll();
        entra.settings.remove("partner-center.refresh-token");

        signIn(login());

        assertThat(valid(process.token(PARTNER_CENTER), EntraFixture.REFERRALS)).isTrue();
    }

    @Test
    void theBareCodeCanBePastedToo() {
        Login login = login();
        SignIn signIn = begin(login);
        String location = visitor.address(signIn.address(), "service@partner.example", true);

        login.complete(signIn, RedirectAnswer.pasted(location.split("code=")[1].split("&")[0]));

        assertThat(entra.process(store).token(PARTNER_CENTER)).isNotEmpty();
    }

    @Test
    void theTenantMayBeGivenByItsDomain() {
        entra.entra.domain("partner.example", EntraFixture.TENANT);
        entra.settings.setProperty("partner-center.tenant-id", "partner.example");

        signIn(login());

        assertThat(entra.process(store).token(PARTNER_CENTER)).isNotEmpty();
    }

    @Test
    void aSignInToAnotherTenantIsRefusedAndStoresNothing() {
        entra.entra.tenantOfUsers(OTHER_TENANT);

        assertThatThrownBy(() -> signIn(login()))
                .isInstanceOf(LoginFailed.class)
                .hasMessageContaining(OTHER_TENANT)
                .hasMessageContaining("partner-center.tenant-id");
        assertThat(new ConsentStore(store).read().version()).isZero();
    }

    @Test
    void aSignInWithoutASecondFactorIsRefusedAndStoresNothing() {
        Login login = login();
        SignIn signIn = begin(login);
        RedirectAnswer answer = visitor.signsIn(signIn.address(), "service@partner.example", false);

        assertThatThrownBy(() -> login.complete(signIn, answer))
                .isInstanceOf(LoginFailed.class)
                .hasMessageContaining("second factor");
        assertThat(new ConsentStore(store).read().version()).isZero();
    }

    @Test
    void anAnswerOfAnotherSignInIsRefused() {
        Login login = login();
        SignIn other = begin(login);
        RedirectAnswer answer = visitor.signsIn(other.address(), "service@partner.example", true);

        assertThatThrownBy(() -> login.complete(begin(login), answer))
                .isInstanceOf(LoginFailed.class)
                .hasMessageContaining("state");
    }

    @Test
    void aStolenCodeIsWorthNothingWithoutTheVerifier() {
        Login login = login();
        SignIn other = begin(login);
        String location = visitor.address(other.address(), "service@partner.example", true);
        RedirectAnswer code = RedirectAnswer.pasted(location.split("code=")[1].split("&")[0]);

        assertThatThrownBy(() -> login.complete(begin(login), code))
                .isInstanceOf(TokenException.class)
                .hasMessageContaining("AADSTS501481");
    }

    @Test
    void aCancelledSignInSaysSo() {
        Login login = login();
        SignIn signIn = begin(login);

        assertThatThrownBy(() -> login.complete(signIn, visitor.cancels(signIn.address())))
                .isInstanceOf(LoginFailed.class)
                .hasMessageContaining("access_denied AADSTS65004");
    }

    @Test
    void aWrongSecretIsNamedByTheExchange() {
        entra.settings.setProperty("partner-center.client-secret", "wrong");

        assertThatThrownBy(() -> signIn(login()))
                .isInstanceOf(TokenException.class)
                .hasMessageContaining("AADSTS7000215")
                .hasMessageContaining("partner-center.client-secret");
    }

    @Test
    void aRegistrationWithoutConsentIsToldButTheSignInCounts() {
        entra.entra.register(new Application(
                EntraFixture.TENANT,
                EntraFixture.PARTNER_APP,
                EntraFixture.SECRET,
                null,
                Set.of(EntraFixture.REFERRALS)));
        Login login = login();

        signIn(login);

        assertThat(login.registrationRefused())
                .get()
                .extracting(TokenException::code)
                .isEqualTo("invalid_grant AADSTS65001");
        assertThat(entra.process(store).token(PARTNER_CENTER)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "http://localhost/", "http://localhost/?state=s", "not an address", "a=b%"})
    void whatIsNeitherAddressNorCodeIsRefused(String pasted) {
        assertThatThrownBy(() -> RedirectAnswer.pasted(pasted)).isInstanceOf(LoginFailed.class);
    }

    @Test
    void theEndOfInputIsRefusedToo() {
        assertThatThrownBy(() -> RedirectAnswer.pasted(null)).isInstanceOf(LoginFailed.class);
    }

    @Test
    void theAddressAsksForNoMoreThanWhatIsNeededAndShowsNoVerifier() {
        URI address = begin(login()).address();

        assertThat(address.toString())
                .startsWith(entra.server.url() + "/" + EntraFixture.TENANT + "/oauth2/v2.0/authorize?")
                .contains("code_challenge_method=S256", "prompt=select_account", "response_mode=query")
                .contains("scope=openid+profile+offline_access+https%3A%2F%2Fapi.partner.microsoft.com")
                .doesNotContain(EntraFixture.SECRET, "verifier");
    }

    private void signIn(Login login) {
        SignIn signIn = begin(login);
        login.complete(signIn, visitor.signsIn(signIn.address(), "service@partner.example", true));
    }

    /** Each with a state of its own, as the command does it. */
    private static SignIn begin(Login login) {
        return login.begin(REDIRECT, SignIn.newState(new SecureRandom()));
    }

    private Login login() {
        return login(store);
    }

    private static Login login(Secrets secrets) {
        return new Login(
                Settings.load(entra.settings, Map.of(), new Properties()), secrets, entra.trust(), entra.clock);
    }

    private boolean valid(String token, String audience) {
        return entra.entra.tokens().check("Bearer " + token, audience).valid();
    }
}
