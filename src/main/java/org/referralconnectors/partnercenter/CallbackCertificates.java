package org.referralconnectors.partnercenter;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The signing certificates, one slot for each URL that the policy allows. The slots are made once: no delivery can add
 * one, so neither certificates nor remembered failures can grow.
 */
final class CallbackCertificates {

    private final Map<String, CertificateSlot> slots;

    CallbackCertificates(CallbackPolicy policy, CertificateSource source, Clock clock) {
        CertificateCheck check = new CertificateCheck(policy);
        slots = policy.certificateUrls().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Function.identity(), url -> new CertificateSlot(URI.create(url), source, check, clock)));
    }

    CertificateSlot at(String url) throws CallbackRefused {
        CertificateSlot slot = slots.get(url);
        if (slot == null) {
            throw new CallbackRefused(Refusal.CERTIFICATE_URL);
        }
        return slot;
    }

    /** What each address serves now, in the order of the addresses. */
    List<SigningCertificate> look() {
        return slots.keySet().stream()
                .sorted()
                .map(url -> slots.get(url).look())
                .toList();
    }
}
