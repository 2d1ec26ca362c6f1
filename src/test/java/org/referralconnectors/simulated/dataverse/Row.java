package org.referralconnectors.simulated.dataverse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;

/** A stored row as one version of it; empty columns are absent. Nobody changes {@code values} after it was stored. */
record Row(UUID id, long version, ObjectNode values) {
    String etag() {
        return "W/\"" + version + "\"";
    }
}
