package org.referralconnectors.simulated.dataverse;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a delta link goes on: behind a version, as of a server time; written as in {@code 919042!08/22/2017 08:10:44}.
 */
record DeltaToken(long version, Instant issued) {
    private static final Pattern TOKEN = Pattern.compile("(\\d{1,18})!(.+)");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("MM/dd/yyyy HH:mm:ss", Locale.ROOT);

    static DeltaToken parse(String text) {
        Matcher matcher = TOKEN.matcher(text);
        if (!matcher.matches()) {
            throw DataverseError.query("The delta token is not valid.");
        }
        try {
            Instant issued = LocalDateTime.parse(matcher.group(2), TIME).toInstant(ZoneOffset.UTC);
            return new DeltaToken(Long.parseLong(matcher.group(1)), issued);
        } catch (DateTimeException e) {
            throw DataverseError.query("The delta token is not valid.");
        }
    }

    String encoded() {
        return Uris.encode(version + "!" + TIME.format(issued.atOffset(ZoneOffset.UTC)));
    }
}
