package org.referralconnectors.store;

import java.time.Instant;

/**
 * A row of the history: what was decided for one pair, and why.
 *
 * @param at by the database's clock; set when it is added
 * @param causes of the run (JSON), or null
 * @param flow that decided, or the operator's command
 * @param outcome one of the words in which requests end
 * @param read the versions that were read (JSON), or null
 * @param written, skipped fields with the rule (JSON), or null
 */
public record Decision(
        String referralId,
        Instant at,
        String causes,
        String flow,
        String outcome,
        String read,
        String written,
        String skipped) {}
