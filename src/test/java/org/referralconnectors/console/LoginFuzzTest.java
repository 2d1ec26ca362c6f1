package org.referralconnectors.console;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Base64;

/** A header of any bytes is some credentials or none, and never an exception; what holds is only what was encoded. */
class LoginFuzzTest {

    @FuzzTest
    void aHeaderHoldsTheCredentialsThatItEncodesOrNone(byte[] header) {
        String credentials = Login.credentials(new String(header, ISO_8859_1));
        assertThat(Login.credentials("Basic " + Base64.getEncoder().encodeToString(header)))
                .isEqualTo(new String(header, UTF_8));
        if (!credentials.isEmpty()) {
            assertThat(new String(header, ISO_8859_1)).startsWithIgnoringCase("basic ");
        }
    }
}
