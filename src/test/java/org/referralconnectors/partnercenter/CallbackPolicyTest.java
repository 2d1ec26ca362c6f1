package org.referralconnectors.partnercenter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackPolicyTest {

    private static final CertificateTrust NONE = new CertificateTrust(Set.of(), List.of());

    @Test
    void allowsEveryNameOnEveryHostAndNothingElse() {
        CallbackPolicy policy = policy(List.of("A.example", "b:8443"), List.of("x.microsoft.com", "y"));

        assertThat(policy.certificateUrls())
                .containsExactlyInAnyOrder(
                        "https://a.example/cert/x.microsoft.com.cer",
                        "https://a.example/cert/y.cer",
                        "https://b:8443/cert/x.microsoft.com.cer",
                        "https://b:8443/cert/y.cer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "https://a", "a/b", "a:", "a:0", "a:123456", "u@a", "*", "*.microsoft.com", "a b", "[::1]"})
    void aHostThatIsNoneIsReportedByItsSetting(String host) {
        assertThatThrownBy(() -> policy(List.of(host), List.of("x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("partner-center.webhook.certificate-hosts: '%s' is not host or host:port", host);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "a/b", "*.microsoft.com", "a%2fb", "a b", "a?"})
    void aNameThatIsNoneIsReportedByItsSetting(String name) {
        assertThatThrownBy(() -> policy(List.of("a"), List.of(name)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("partner-center.webhook.certificate-names: '%s' is not a DNS name", name);
    }

    @Test
    void whatIsEmptyIsReportedByItsSetting() {
        assertThatThrownBy(() -> policy(List.of(), List.of("x"))).hasMessageContaining("webhook.certificate-hosts");
        assertThatThrownBy(() -> policy(List.of("a"), List.of())).hasMessageContaining("webhook.certificate-names");
        assertThatThrownBy(() -> new CallbackPolicy(List.of("a"), List.of("x"), " ", NONE))
                .hasMessageContaining("webhook.issuer-organization");
    }

    private static CallbackPolicy policy(List<String> hosts, List<String> names) {
        return new CallbackPolicy(hosts, names, "Microsoft Corporation", NONE);
    }
}
