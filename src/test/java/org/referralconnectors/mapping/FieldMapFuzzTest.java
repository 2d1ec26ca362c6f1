package org.referralconnectors.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** A field map is understood or refused with its problems, each at its line; a user never meets a stack trace. */
class FieldMapFuzzTest {

    @FuzzTest
    void isUnderstoodOrItsProblemsAreNamed(byte[] yaml) {
        FieldMap map;
        try {
            map = FieldMap.read(new String(yaml, UTF_8), "mapping.yaml");
        } catch (MappingException refused) {
            assertThat(refused.problems()).isNotEmpty().allSatisfy(problem -> assertThat(problem.line())
                    .isPositive());
            return;
        }
        map.check(Stock.organisation());
        for (Field field : map.fields()) {
            field.toLead(field.referral(Stock.referral()), Stock.terms());
            field.toReferral(field.lead(Stock.lead(), Stock.terms()), Stock.terms());
        }
    }
}
