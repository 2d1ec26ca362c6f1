package org.referralconnectors.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.referralconnectors.store.Notices.Kind;
import org.referralconnectors.store.Notices.Notice;
import org.referralconnectors.values.Moments;

/** What a run saw that a person should know of. */
final class Attention {

    /** Partner Center closes a referral as expired that nobody answers for so long. */
    private static final Duration ANSWER_WITHIN = Duration.ofDays(14);

    private Attention() {}

    static Optional<Notice> of(Run run) {
        if (run.outcome().kind() == Outcome.Kind.OUT_OF_SCOPE) {
            return Optional.empty();
        }
        JsonNode referral = run.referral();
        String status = referral.path("status").asText();
        if (status.equals("New")) {
            return expiry(referral).map(at -> new Notice(Kind.UNANSWERED, at));
        }
        boolean won =
                status.equals("Closed") && referral.path("substatus").asText().equals("Won");
        return won && isOpen(run.lead()) ? Optional.of(new Notice(Kind.WON, Instant.EPOCH)) : Optional.empty();
    }

    private static boolean isOpen(JsonNode lead) {
        return lead != null && lead.path("statecode").asInt(-1) == 0;
    }

    private static Optional<Instant> expiry(JsonNode referral) {
        return Moments.read(referral.path("expirationDateTime").asText())
                .or(() ->
                        Moments.read(referral.path("createdDateTime").asText()).map(made -> made.plus(ANSWER_WITHIN)));
    }
}
