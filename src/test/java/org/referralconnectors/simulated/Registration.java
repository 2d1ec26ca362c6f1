package org.referralconnectors.simulated;

import java.time.Instant;
import java.util.Set;

/**
 * Where the events of a tenant go.
 *
 * @param events the names of those wanted
 * @param ownHeader whether the signature stands in {@code x-ms-signature} instead of {@code Authorization}
 */
public record Registration(String url, Set<String> events, boolean ownHeader, Instant modified) {}
