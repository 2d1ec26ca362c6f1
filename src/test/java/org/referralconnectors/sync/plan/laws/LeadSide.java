package org.referralconnectors.sync.plan.laws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.referralconnectors.mapping.Column;
import org.referralconnectors.mapping.Currency;

/** Dynamics 365, as far as one lead goes. It rounds money, and refuses what is too long instead of cutting it. */
final class LeadSide {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BIND = "@odata.bind";
    private static final Map<String, Column> COLUMNS = Crm.ORGANISATION.columns();

    private final boolean trims;
    private final Set<String> keys = new HashSet<>();
    private ObjectNode lead;
    private int version;
    private int writes;

    LeadSide(boolean trims) {
        this.trims = trims;
    }

    boolean exists() {
        return lead != null;
    }

    /** Every column, the empty ones too; null while there is none. */
    JsonNode read() {
        if (lead == null) {
            return null;
        }
        ObjectNode answer = JSON.createObjectNode();
        COLUMNS.values().forEach(column -> answer.putNull(property(column)));
        return answer.setAll(lead.deepCopy());
    }

    private static String property(Column column) {
        return column.type().equals("Lookup") ? "_" + column.name() + "_value" : column.name();
    }

    JsonNode at(String column) {
        return lead.path(column);
    }

    String status() {
        return lead.path("statecode").asText() + "/" + lead.path("statuscode").asText();
    }

    boolean isOpen() {
        return lead.path("statecode").asInt() == 0;
    }

    /** Creates and updates taken. */
    int writes() {
        return writes;
    }

    /** A lead that somebody else has made before us. */
    void appear(ObjectNode columns, String key, Instant now) {
        lead = columns.put("leadid", key).put("statecode", 0).put("statuscode", 1);
        touch(now);
    }

    /** What a seller changes on the form, which takes no more characters than the column has. */
    boolean edit(String column, JsonNode value, Instant now) {
        if (lead == null || !isOpen()) {
            return false;
        }
        lead.set(column, value);
        round();
        touch(now);
        return true;
    }

    /** Any reason of an open lead, qualifying, disqualifying, and making it open again. */
    boolean move(String target, Instant now) {
        if (lead == null || !isOpen() && !target.equals("0/1")) {
            return false;
        }
        setStatus(target.split("/"));
        touch(now);
        return true;
    }

    JsonNode create(JsonNode body, String key, Instant now) {
        refuseIf(!keys.isEmpty() && !keys.contains(key), "another key for the same referral");
        keys.add(key);
        if (lead != null) {
            throw new Outdated("the lead exists");
        }
        refuseIf(body.has("statecode") || body.has("statuscode"), "a status in a create");
        lead = JSON.createObjectNode().put("leadid", key).put("statecode", 0).put("statuscode", 1);
        return write(body, now);
    }

    JsonNode update(JsonNode body, String etag, Instant now) {
        if (!lead.path("@odata.etag").asText().equals(etag)) {
            throw new Outdated("the lead");
        }
        refuseIf(!isOpen(), "an update of a lead at " + status() + ": " + body);
        refuseIf(body.isEmpty(), "an empty update");
        return write(body, now);
    }

    private JsonNode write(JsonNode body, Instant now) {
        body.properties().forEach(entry -> column(entry.getKey(), entry.getValue()));
        if (body.has("statecode")) {
            refuseIf(body.path("statecode").asInt() == 1, "a qualification by hand");
            refuseIf(!body.has("statuscode"), "a state without its reason");
        }
        round();
        writes++;
        touch(now);
        return read();
    }

    private void column(String name, JsonNode value) {
        if (name.endsWith(BIND)) {
            String text = value.asText();
            String column = "_" + name.replace(BIND, "_value");
            lead.put(column, text.substring(text.indexOf('(') + 1, text.indexOf(')')));
            return;
        }
        Column column = COLUMNS.get(name);
        refuseIf(column == null, "column " + name);
        refuseIf(column.maxLength() != null && value.asText().length() > column.maxLength(), "too long: " + name);
        refuseIf(column.dateOnly() && value.asText().length() > 10, "more than a day in " + name + ": " + value);
        boolean isOption = value.isNumber() && !column.options().isEmpty();
        refuseIf(isOption && !column.options().containsKey(value.asInt()), "option " + value + " of " + name);
        boolean isTrimmed = trims && value.isTextual();
        lead.set(name, isTrimmed ? TextNode.valueOf(value.asText().strip()) : value);
    }

    private void setStatus(String[] status) {
        lead.put("statecode", Integer.parseInt(status[0])).put("statuscode", Integer.parseInt(status[1]));
    }

    private void round() {
        JsonNode amount = lead.path("estimatedamount");
        if (!amount.isNumber()) {
            return;
        }
        if (!lead.has("_transactioncurrencyid_value")) {
            lead.put("_transactioncurrencyid_value", Crm.EUR);
        }
        String id = lead.path("_transactioncurrencyid_value").asText();
        int precision = Crm.ORGANISATION.currencies().stream()
                .filter(currency -> currency.id().equals(id))
                .mapToInt(Currency::precision)
                .findFirst()
                .orElse(2);
        lead.set(
                "estimatedamount",
                DecimalNode.valueOf(amount.decimalValue().setScale(precision, RoundingMode.HALF_UP)));
    }

    /** Another version, whatever it holds. */
    void touch(Instant now) {
        lead.put("@odata.etag", "W/\"" + ++version + "\"").put("modifiedon", now.toString());
    }

    private static void refuseIf(boolean wrong, String message) {
        if (wrong) {
            throw new IllegalWrite("Dynamics 365 refuses " + message);
        }
    }
}
