package org.referralconnectors.partnercenter;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Whom the webhook believes.
 *
 * @param certificateHosts where signing certificates may be fetched: {@code host}, or {@code host:port} for another
 *     port than 443
 * @param certificateNames names that a signing certificate may carry, and its file names without
 *     {@code .cer}
 * @param issuerOrganization the one organisation (O) in the name of a signing certificate's issuer, to the letter
 * @param trust where chains may end
 */
public record CallbackPolicy(
        List<String> certificateHosts,
        List<String> certificateNames,
        String issuerOrganization,
        CertificateTrust trust) {

    private static final Pattern HOST = Pattern.compile("[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[1-9][0-9]{0,4})?");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?");

    /** @throws IllegalArgumentException naming the setting to mend */
    public CallbackPolicy {
        certificateHosts = certificateHosts.stream()
                .map(host -> host.toLowerCase(Locale.ROOT))
                .toList();
        certificateNames = List.copyOf(certificateNames);
        require("certificate-hosts", "host or host:port", HOST, certificateHosts);
        require("certificate-names", "a DNS name", NAME, certificateNames);
        if (issuerOrganization.isBlank()) {
            throw new IllegalArgumentException("partner-center.webhook.issuer-organization: must not be empty");
        }
    }

    /**
     * Every URL that a certificate may be fetched from. Deliveries must name one of them to the letter, so that there
     * is nothing in a URL to interpret: no user-info, port, query, fragment, escape, dot segment or look-alike.
     */
    Set<String> certificateUrls() {
        return certificateHosts.stream()
                .flatMap(host -> certificateNames.stream().map(name -> "https://" + host + "/cert/" + name + ".cer"))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static void require(String setting, String form, Pattern pattern, List<String> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("partner-center.webhook.%s: must not be empty".formatted(setting));
        }
        values.stream()
                .filter(value -> !pattern.matcher(value).matches())
                .findFirst()
                .ifPresent(wrong -> {
                    throw new IllegalArgumentException(
                            "partner-center.webhook.%s: '%s' is not %s".formatted(setting, wrong, form));
                });
    }
}
