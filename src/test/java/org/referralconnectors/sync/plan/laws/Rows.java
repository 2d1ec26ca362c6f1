package org.referralconnectors.sync.plan.laws;

import org.referralconnectors.mapping.FieldMap;

/** A field map and its text. */
record Rows(String yaml, FieldMap map) {

    static Rows of(String yaml) {
        return new Rows(yaml, FieldMap.read(yaml, "laws.yaml"));
    }

    @Override
    public String toString() {
        return yaml;
    }
}
