package org.referralconnectors.partnercenter;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Set;

/**
 * What the signatures of a chain may be made with. Java itself refuses MD5, but SHA-1 only below the roots that it came
 * with; so what is good is named, and whatever else there is or will be is refused.
 */
final class SignatureAlgorithm {

    private static final Set<String> STRONG = Set.of(
            "SHA256withRSA", "SHA384withRSA", "SHA512withRSA", "SHA256withECDSA", "SHA384withECDSA", "SHA512withECDSA");
    private static final Set<String> STRONG_DIGESTS = Set.of("SHA-256", "SHA-384", "SHA-512");
    private static final String PSS = "RSASSA-PSS";

    private SignatureAlgorithm() {}

    /** Of the signature on this certificate, whatever key the certificate itself is for. */
    static boolean isStrong(X509Certificate certificate) {
        return certificate.getSigAlgName().equals(PSS)
                ? hasStrongDigests(certificate.getSigAlgParams())
                : STRONG.contains(certificate.getSigAlgName());
    }

    /** The name of RSASSA-PSS says nothing of its digests; where its parameters are left out, it means SHA-1. */
    private static boolean hasStrongDigests(byte[] parameters) {
        try {
            AlgorithmParameters read = AlgorithmParameters.getInstance(PSS);
            read.init(parameters == null ? new byte[0] : parameters);
            PSSParameterSpec pss = read.getParameterSpec(PSSParameterSpec.class);
            return STRONG_DIGESTS.contains(pss.getDigestAlgorithm())
                    && pss.getMGFParameters() instanceof MGF1ParameterSpec mask
                    && STRONG_DIGESTS.contains(mask.getDigestAlgorithm());
        } catch (GeneralSecurityException | IOException unreadable) {
            return false;
        }
    }
}
