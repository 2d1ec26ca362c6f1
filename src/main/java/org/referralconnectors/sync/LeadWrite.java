package org.referralconnectors.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * One create or update of a lead that is to be sent.
 *
 * @param fields whose values it writes; none where it holds only what the map has no row for
 */
record LeadWrite(Part part, Set<String> fields, ObjectNode body) {

    /** Of what is to be written. */
    enum Part {
        WHOLE,
        PIECE,
        /** Only a custom route's columns. */
        CUSTOM
    }
}
