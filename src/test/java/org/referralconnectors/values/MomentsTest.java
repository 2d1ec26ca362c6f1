package org.referralconnectors.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** However many decimals and whatever offset a service writes. */
class MomentsTest {

    @ParameterizedTest
    @CsvSource({
        "2026-02-03T09:14:27Z, 2026-02-03T09:14:27Z",
        "2026-02-03T09:14:27.1234567Z, 2026-02-03T09:14:27.123456700Z",
        "2026-02-03T09:14:28.3520276+00:00, 2026-02-03T09:14:28.352027600Z",
        "2026-02-03T09:14:27+05:30, 2026-02-03T03:44:27Z",
        "2026-02-03T09:14, 2026-02-03T09:14:00Z",
        "2026-02-03T09:14:27, 2026-02-03T09:14:27Z"
    })
    void eachFormIsTheSameMoment(String text, Instant expected) {
        assertThat(Moments.read(text)).contains(expected);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "soon",
                "2026-02-03",
                "2026-13-03T00:00:00Z",
                "+10000-01-01T00:00:00Z",
                "-0001-01-01T00:00:00Z",
                "09:14:27Z",
                "٢٠٢٦-02-03T09:14:27Z"
            })
    void whatIsNoMomentIsNone(String text) {
        assertThat(Moments.read(text)).isEmpty();
    }

    @Property
    void anyOffsetIsTheSameMoment(
            @ForAll @LongRange(min = 0, max = 200_000_000_000L) long second,
            @ForAll @IntRange(max = 999_999_999) int nano,
            @ForAll @IntRange(min = -18, max = 18) int hours) {
        Instant moment = Instant.ofEpochSecond(second, nano);

        assertThat(Moments.read(moment.toString())).contains(moment);
        assertThat(Moments.read(OffsetDateTime.ofInstant(moment, ZoneOffset.ofHours(hours))
                        .toString()))
                .contains(moment);
    }
}
