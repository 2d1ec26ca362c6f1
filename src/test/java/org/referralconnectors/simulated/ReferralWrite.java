package org.referralconnectors.simulated;

import java.time.Instant;

/**
 * One change of one referral, for whoever checks afterwards what happened.
 *
 * @param by client id of the application, or who acted in Partner Center itself: {@code partner-center}
 * @param patch the operations as sent, or {@code null} when the change didn't come through the API
 */
public record ReferralWrite(
        Instant at, String referralId, String by, String eTagBefore, String eTagAfter, String patch) {}
