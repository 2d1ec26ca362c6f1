package org.referralconnectors.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.referralconnectors.simulated.TestPki;

class TrustTest {

    @TempDir
    Path folder;

    @Test
    void addsTheFilesAuthoritiesToThoseOfThisJava() throws Exception {
        int ofThisJava = Trust.of(Optional.empty()).roots().size();
        Path two = Files.writeString(folder.resolve("roots.pem"), authority() + authority());
        Trust trust = Trust.of(Optional.of(two));

        assertThat(ofThisJava).isPositive();
        assertThat(trust.roots()).hasSize(ofThisJava + 2);
        assertThat(trust.store().size()).isEqualTo(ofThisJava + 2);
    }

    @Test
    void refusesAFileThatIsNotThereOrHoldsSomethingElse() throws Exception {
        Path text = Files.writeString(folder.resolve("roots.pem"), "not a certificate");

        assertThatThrownBy(() -> Trust.of(Optional.of(text))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Trust.of(Optional.of(folder.resolve("missing.pem"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String authority() {
        return new TestPki(Clock.systemUTC()).rootsPem();
    }
}
