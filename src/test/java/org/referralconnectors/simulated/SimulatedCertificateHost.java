package org.referralconnectors.simulated;

import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The public folder with the signing certificates. Its outages are the faults of its server. */
public final class SimulatedCertificateHost implements Service {
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();

    static String path(String name) {
        return "/cert/" + name + ".cer";
    }

    /** Serves a certificate as DER. */
    public void publish(String name, Identity identity) {
        try {
            files.put(path(name), identity.certificate().getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Serves a certificate as PEM. */
    public void publishPem(String name, Identity identity) {
        files.put(path(name), identity.pem().getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public String operation(Call call) {
        return "get-certificate";
    }

    @Override
    public Answer answer(Call call) {
        if (!call.method().equals("GET")) {
            return Answer.empty(405).with("allow", "GET");
        }
        byte[] file = files.get(call.path());
        if (file == null) {
            return Answer.empty(404);
        }
        return new Answer(200, Map.of("content-type", "application/x-x509-ca-cert"), file);
    }
}
