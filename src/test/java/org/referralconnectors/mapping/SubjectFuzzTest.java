package org.referralconnectors.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.referralconnectors.mapping.Stock.REFERRAL_ID;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.referralconnectors.values.Guid;

/** Whatever a deal is called, its lead's subject leads back to the referral. */
class SubjectFuzzTest {

    private static final int LENGTH = 300;

    @FuzzTest
    void leadsBackToItsReferral(byte[] bytes) {
        String name = Text.clean(new String(bytes, UTF_8));
        for (String template : new String[] {"{name} [{id}]", "{id} {name}", "REF-{id}: {name} ({id})", "Deal {id}"}) {
            Subject subject = new Subject(template);
            String rendered = subject.render(name, REFERRAL_ID, LENGTH);

            assertThat(rendered).hasSizeLessThanOrEqualTo(LENGTH);
            assertThat(subject.referralId(rendered)).contains(REFERRAL_ID);
            subject.referralId(name).ifPresent(id -> assertThat(Guid.isOne(id)).isTrue());
        }
    }
}
