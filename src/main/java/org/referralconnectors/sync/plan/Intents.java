package org.referralconnectors.sync.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.referralconnectors.mapping.Field;
import org.referralconnectors.mapping.FieldMap;
import org.referralconnectors.mapping.LeadIdField;
import org.referralconnectors.mapping.StatusField;

/**
 * The writes to one side that were sent, or were about to be, and of which no answer is known. A guarded write may
 * arrive for as long as the side stands at the version that it names, so all of them name the same one. Immutable.
 *
 * @param base the version written over; empty for a record that is yet to be made
 * @param rest a hash of what the side held in the fields that none of them writes; empty where that is not known
 * @param fields the fields that some of them writes
 */
record Intents(String base, String rest, Map<String, Tries> fields) {

    private static final int HASH_BYTES = 12;

    static final Intents NONE = new Intents("", "", Map.of());

    /**
     * The writes of one field.
     *
     * @param before what the side held
     * @param each with another value or another source, the newest last
     */
    record Tries(String before, List<Try> each) {

        private Tries and(Try next) {
            List<Try> all = new ArrayList<>(each);
            all.remove(next);
            all.add(next);
            return new Tries(before, List.copyOf(all));
        }
    }

    /**
     * @param row hash of the row under which it was planned
     * @param value what is written
     * @param other what the other side held
     */
    record Try(String row, String value, String other) {}

    boolean isOpen() {
        return !fields.isEmpty();
    }

    /** These, and a write of {@code planned} to a side as it is now. */
    Intents and(Collection<FieldPlan> planned, Side side, Sides sides, FieldMap map) {
        String version = sides.version(side);
        Map<String, Tries> all = new LinkedHashMap<>(isOpen() && version.equals(base) ? fields : Map.of());
        for (FieldPlan field : planned) {
            String other = side == Side.RECORD
                    ? field.after().referral()
                    : field.after().lead();
            String before = side == Side.RECORD ? field.lead() : field.referral();
            all.merge(
                    field.field(),
                    new Tries(before, List.of(new Try(field.rowHash(), field.value(), other))),
                    (known, next) -> known.and(next.each().get(0)));
        }
        return new Intents(version, rest(version, all, side, sides, map), all);
    }

    /** What is agreed, now that the side has moved: what holds a value of ours holds it by our own doing. */
    Agreed recover(Agreed agreed, Side side, Sides sides, FieldMap map) {
        Agreed recovered = agreed;
        for (String name : fields.keySet()) {
            Optional<Field> field = map.field(name);
            Optional<Try> ours =
                    field.filter(known -> sides.shows(side, known)).flatMap(known -> ours(known, side, sides));
            if (ours.isPresent()) {
                String now = sides.value(side, field.get());
                recovered = recovered.with(name, agreement(ours.get(), now, side));
            }
        }
        return recovered;
    }

    /** Whether nobody else can have changed the side: each field holds what it held before, or what was written. */
    boolean explain(Side side, Sides sides, FieldMap map) {
        if (rest.isEmpty() || !rest.equals(rest(base, fields, side, sides, map))) {
            return false;
        }
        return fields.entrySet().stream().allMatch(entry -> map.field(entry.getKey())
                .filter(field -> entry.getValue().before().equals(sides.value(side, field))
                        || ours(field, side, sides).isPresent())
                .isPresent());
    }

    private Optional<Try> ours(Field field, Side side, Sides sides) {
        String now = sides.value(side, field);
        List<Try> tries = fields.get(field.name()).each();
        return last(tries.stream()
                        .filter(each -> isSame(field, each.value(), now, side, sides))
                        .toList())
                .or(() -> last(tries.stream()
                        .filter(each -> isMadeOf(field, each, now, side, sides))
                        .toList()));
    }

    private static boolean isSame(Field field, String value, String now, Side side, Sides sides) {
        return side == Side.RECORD
                ? field.sameLead(value, now, sides.terms())
                : field.sameReferral(value, now, sides.terms());
    }

    /** What the service made of the value: trimmed, or with a default currency. */
    private static boolean isMadeOf(Field field, Try intended, String now, Side side, Sides sides) {
        return now.equals(intended.value().strip())
                || (side == Side.RECORD
                        ? field.same(intended.other(), now, sides.terms())
                        : field.same(now, intended.other(), sides.terms()));
    }

    private static Optional<Try> last(List<Try> tries) {
        return tries.isEmpty() ? Optional.empty() : Optional.of(tries.get(tries.size() - 1));
    }

    /** Under another row the hash does not fit, and the field is met for the first time. */
    private static Agreement agreement(Try intended, String now, Side side) {
        return side == Side.RECORD
                ? Agreement.on(intended.row(), intended.other(), now)
                : Agreement.on(intended.row(), now, intended.other());
    }

    /** Of a record that is yet to be made, status and id are the service's own. */
    private static String rest(String base, Map<String, Tries> written, Side side, Sides sides, FieldMap map) {
        StringBuilder values = new StringBuilder();
        for (Field field : map.fields()) {
            boolean isService = base.isEmpty() && (field instanceof StatusField || field instanceof LeadIdField);
            if (!isService && !written.containsKey(field.name())) {
                values.append(field.name())
                        .append('\0')
                        .append(sides.value(side, field))
                        .append('\0');
            }
        }
        return hash(values.toString());
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }

    ObjectNode json() {
        ObjectNode json =
                JsonNodeFactory.instance.objectNode().put("base", base).put("rest", rest);
        ObjectNode each = json.putObject("fields");
        fields.forEach((name, tries) -> {
            ObjectNode field = each.putObject(name).put("before", tries.before());
            tries.each().forEach(one -> field.withArray("/tries")
                    .addObject()
                    .put("row", one.row())
                    .put("value", one.value())
                    .put("other", one.other()));
        });
        return json;
    }

    static Intents read(JsonNode json) {
        Map<String, Tries> fields = new LinkedHashMap<>();
        json.path("fields").properties().forEach(entry -> {
            List<Try> tries = new ArrayList<>();
            entry.getValue().path("tries").forEach(one -> tries.add(readTry(one)));
            fields.put(entry.getKey(), new Tries(entry.getValue().path("before").asText(), List.copyOf(tries)));
        });
        return new Intents(json.path("base").asText(), json.path("rest").asText(), fields);
    }

    /** As the release before this one wrote it: one write, to one side. */
    static Intents readFirstRelease(JsonNode json) {
        Map<String, Tries> fields = new LinkedHashMap<>();
        json.path("fields").properties().forEach(entry -> {
            fields.put(entry.getKey(), new Tries("", List.of(readTry(entry.getValue()))));
        });
        return new Intents(json.path("etag").asText(), "", fields);
    }

    private static Try readTry(JsonNode json) {
        return new Try(
                json.path("row").asText(),
                json.path("value").asText(),
                json.path("other").asText());
    }
}
