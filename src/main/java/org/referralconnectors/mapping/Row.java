package org.referralconnectors.mapping;

/**
 * What a row of {@code mapping.yaml} says about a field, whatever its conversion.
 *
 * @param hash of everything in the row that means something; another hash makes the next plan a first meeting
 * @param onCreate whether it is written only when the lead is created
 * @param when for which referrals it counts
 */
record Row(
        String name, String hash, Direction direction, Winner winner, Clear clear, boolean onCreate, Condition when) {}
