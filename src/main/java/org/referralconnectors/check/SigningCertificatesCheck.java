package org.referralconnectors.check;

import java.util.List;
import java.util.stream.Collectors;
import org.referralconnectors.partnercenter.Callback;
import org.referralconnectors.partnercenter.SigningCertificate;

/** Whether the certificates that webhooks are signed with can be fetched, and would be believed. */
public final class SigningCertificatesCheck {

    private static final String WHERE = "partner-center";
    private static final String WHAT = "signing certificate";

    private static final String UNREACHED =
            "let this machine reach it by https: check firewall, proxy, tls.trusted-roots and"
                    + " partner-center.webhook.certificate-hosts";
    private static final String WRONG =
            "compare partner-center.webhook.certificate-names, .issuer-organization and .trusted-roots with it";

    private SigningCertificatesCheck() {}

    /** Of several addresses one that is believed will do; the others may be of another cloud, or of another time. */
    public static void look(Callback callback, Report report) {
        List<SigningCertificate> served = callback.certificates();
        List<SigningCertificate> trusted =
                served.stream().filter(SigningCertificate::isTrusted).toList();
        trusted.forEach(each -> report.ok(WHERE, WHAT, each.url() + " is there, and its chain is trusted"));
        if (trusted.isEmpty()) {
            boolean reached = served.stream().anyMatch(SigningCertificate::answered);
            report.mend(
                    WHERE,
                    WHAT,
                    "no webhook is believed, for want of one that is trusted: "
                            + served.stream()
                                    .map(each -> each.url() + ": " + each.problem())
                                    .collect(Collectors.joining("; ")),
                    reached ? WRONG : UNREACHED);
        }
    }
}
