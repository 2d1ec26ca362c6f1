package org.referralconnectors.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class AudienceTest {

    @Test
    void aRouteMayNameAnAudienceAsText() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.start();

            assertThat(camel.getTypeConverter().convertTo(Audience.class, "PARTNER_CENTER"))
                    .isEqualTo(Audience.PARTNER_CENTER);
            assertThat(camel.getTypeConverter().convertTo(Audience.class, "dynamics"))
                    .isEqualTo(Audience.DYNAMICS);
        }
    }
}
