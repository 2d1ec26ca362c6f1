package org.referralconnectors.torture.observer;

/** The few questions that are put to the application. */
public interface Said {

    /** {@code idle}, {@code waiting}, {@code running}, {@code parked}; empty for a referral that it never heard of. */
    String requestState(String referralId);

    boolean isParked(String referralId, String field);

    /** Whether its history says why this field was left alone. */
    boolean explains(String referralId, String field);
}
