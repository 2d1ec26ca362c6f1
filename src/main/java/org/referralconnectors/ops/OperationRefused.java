package org.referralconnectors.ops;

/** What an operator asked for can't be done; the message says why and, where there is one, what to do instead. */
public final class OperationRefused extends RuntimeException {

    public OperationRefused(String message) {
        super(message, null, false, false);
    }

    static OperationRefused erased(String referralId) {
        return new OperationRefused("referral " + referralId + " was erased: there is nothing to do");
    }

    static OperationRefused unknown(String referralId) {
        return new OperationRefused(
                "referral " + referralId + " is unknown here: check the id; backfill requests what the API lists");
    }
}
