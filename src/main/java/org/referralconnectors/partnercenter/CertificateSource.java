package org.referralconnectors.partnercenter;

import java.io.IOException;
import java.net.URI;

/** Where certificates are fetched from. */
@FunctionalInterface
public interface CertificateSource {

    /** An HTTP answer: its status and at most {@link #LARGEST_BODY} bytes. */
    record Answer(int status, byte[] body) {}

    /** Bytes; what is longer is no certificate, and is answered with an empty body. */
    int LARGEST_BODY = 16 * 1024;

    /** @throws IOException when there is no complete answer in time, for whatever reason */
    Answer fetch(URI url) throws IOException;
}
