package org.referralconnectors.torture.observer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.referralconnectors.simulated.Answer;
import org.referralconnectors.simulated.Call;

/** Which record a call is about, and which records an answer shows. */
final class Wire {
    private static final ObjectMapper JSON = new ObjectMapper();

    static final Pattern GUID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    private static final Pattern REFERRAL = Pattern.compile("/v1\\.0/engagements/referrals/(" + GUID + ")");
    private static final Pattern LEAD = Pattern.compile("/api/data/v9\\.2/leads\\((" + GUID + ")\\)");
    private static final String LEADS = "/api/data/v9.2/leads";

    private Wire() {}

    /** The one referral or lead in the path. */
    static Optional<String> record(Side side, Call call) {
        Matcher path = (side == Side.REFERRAL ? REFERRAL : LEAD).matcher(call.path());
        return path.matches() ? Optional.of(path.group(1).toLowerCase(Locale.ROOT)) : Optional.empty();
    }

    static boolean isWrite(Call call) {
        return !call.method().equals("GET");
    }

    /** Those that the application gets to see with their values: one that it asked for, or what a search found. */
    static List<JsonNode> shown(Side side, Call call, Answer answer) {
        if (answer.status() != 200 || isWrite(call)) {
            return List.of();
        }
        if (record(side, call).isPresent()) {
            return List.of(json(answer));
        }
        List<JsonNode> found = new ArrayList<>();
        if (side == Side.LEAD && call.path().equals(LEADS)) {
            json(answer).path("value").forEach(found::add);
        }
        found.removeIf(lead -> !lead.has("statecode"));
        return found;
    }

    static String text(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static JsonNode json(Answer answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
