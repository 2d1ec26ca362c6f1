package org.referralconnectors.console;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** Numbers and names as people say them. */
final class Words {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private static final Map<String, String> SYSTEMS =
            Map.of("partner-center", "Partner Center", "dynamics", "Dynamics 365");

    private Words() {}

    /** Such as: 1 pair, 3 pairs. */
    static String count(long number, String one) {
        return number + " " + (number == 1 ? one : one + "s");
    }

    /** In the largest unit that makes two of it at least, such as: 90 seconds, 5 minutes, 47 hours, 3 days. */
    static String age(Duration age) {
        long seconds = age.toSeconds();
        if (seconds < 120) {
            return count(seconds, "second");
        }
        if (seconds < 7_200) {
            return count(age.toMinutes(), "minute");
        }
        return age.toHours() < 48 ? count(age.toHours(), "hour") : count(age.toDays(), "day");
    }

    static Html time(Instant time) {
        return Html.of("<time datetime=\"%s\">%s</time>", time, TIME.format(time));
    }

    static String system(String name) {
        return SYSTEMS.getOrDefault(name, name);
    }
}
