package org.referralconnectors.simulated.dataverse;

import java.util.Optional;
import java.util.function.BiPredicate;
import org.referralconnectors.simulated.Answer;

/** Decides about a call's token: empty when it is good for that audience, else the answer that refuses it. */
@FunctionalInterface
public interface TokenCheck {
    /**
     * @param authorization the whole {@code Authorization} header, or null
     * @param audience the organisation's URL, {@code https://host[:port]}, as the call's {@code Host} names it
     */
    Optional<Answer> refusal(String authorization, String audience);

    /** Answers 401, with an empty body as the real front end does, to every token that isn't good. */
    static TokenCheck accepting(BiPredicate<String, String> good) {
        return (authorization, audience) ->
                good.test(authorization, audience) ? Optional.empty() : Optional.of(unauthorised(audience));
    }

    private static Answer unauthorised(String audience) {
        String where = "Bearer authorization_uri=https://login.microsoftonline.com/common/oauth2/authorize";
        return Answer.empty(401).with("WWW-Authenticate", where + ", resource_id=" + audience + "/");
    }
}
