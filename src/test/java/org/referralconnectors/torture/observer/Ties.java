package org.referralconnectors.torture.observer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Matcher;

/**
 * What a record says of others, beside its values. Texts are empty where it says nothing.
 *
 * @param engagement of a referral
 * @param names the lead that a referral names, or the referral that a lead's subject names
 * @param master the lead that a lead was merged into
 */
record Ties(String engagement, boolean outgoing, boolean spam, String names, String master) {

    static final Ties NONE = new Ties("", false, false, "", "");

    static Ties of(Side side, JsonNode record) {
        if (side == Side.REFERRAL) {
            return new Ties(
                    record.path("engagementId").asText(""),
                    record.path("direction").asText("").equals("Outgoing"),
                    record.path("isSpam").asBoolean(),
                    record.path("externalReferenceId").asText("").replace("null", ""),
                    "");
        }
        Matcher named = Wire.GUID.matcher(record.path("subject").asText(""));
        return new Ties(
                "",
                false,
                false,
                named.find() ? named.group().toLowerCase(java.util.Locale.ROOT) : "",
                record.path("merged").asBoolean()
                        ? record.path("_masterid_value").asText("")
                        : "");
    }
}
