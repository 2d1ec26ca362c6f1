package org.referralconnectors.sync.plan.laws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** What happens to a pair: edits of both sides at random moments, runs in any order, crashes, lost answers. */
final class Acts {

    /** Texts that fit, that do not, that are cut within an emoji, that hold what no side keeps. */
    private static final List<JsonNode> TEXTS = texts(
            "",
            "a",
            "blue",
            "abcdef",
            "abcdef ",
            "abcde\ud83d\ude00",
            "abcdefgh",
            "1234567\ud83d\ude00 and on",
            "long enough for none",
            "the notes, at length",
            "the notes, at l\ud83d\ude00ngth",
            "nul\u0000inside",
            "lone\ud800");

    private static final List<JsonNode> AMOUNTS = List.of(
            NullNode.getInstance(),
            number("0"),
            number("45000.505"),
            number("45000.50"),
            number("12"),
            number("99.995"));
    private static final List<JsonNode> MOMENTS = texts(
            "2026-06-30T00:00:00Z",
            "2026-06-30T22:30:00.1234567Z",
            "2026-06-29T23:30:00.9999999Z",
            "2026-07-01T12:00:00+02:00");
    private static final List<JsonNode> DAYS = texts("2026-06-30", "2026-07-01", "2027-01-01");

    private static final Map<String, List<JsonNode>> PATHS = Map.ofEntries(
            Map.entry("/details/notes", TEXTS),
            Map.entry("/campaignId", TEXTS),
            Map.entry("/salesStage", texts("", "Early", "Middle", "Late", "Other")),
            Map.entry("/referralProgram", List.of(NullNode.getInstance(), number("1.005"), number("7"), number("-1"))),
            Map.entry("/consent/consentToShareReferralWithMicrosoftSellers", flags()),
            Map.entry("/details/dealValue", AMOUNTS),
            Map.entry("/details/currency", texts("", "EUR", "jpy", "USD")),
            Map.entry("/details/closingDateTime", MOMENTS),
            Map.entry("/customerProfile/name", TEXTS),
            Map.entry("/customerProfile/team/0/lastName", TEXTS),
            Map.entry("/customerProfile/team/0/email", TEXTS),
            Map.entry("/customerProfile/size", texts("", "51to250employees", "Morethan500employees", "many")),
            Map.entry("/acceptedDateTime", MOMENTS),
            Map.entry("/externalReferenceId", texts("", "another system's")));
    private static final Map<String, List<JsonNode>> COLUMNS = Map.ofEntries(
            Map.entry("description", TEXTS),
            Map.entry("new_campaign", TEXTS),
            Map.entry("new_stage", List.of(NullNode.getInstance(), IntNode.valueOf(1), IntNode.valueOf(2))),
            Map.entry("new_program", List.of(NullNode.getInstance(), number("1.01"), number("7.00"), number("8"))),
            Map.entry("new_consent", flags()),
            Map.entry(
                    "estimatedamount",
                    List.of(NullNode.getInstance(), number("45000.51"), number("12.00"), number("3"))),
            Map.entry("_transactioncurrencyid_value", texts(Crm.EUR, Crm.JPY, "aaaaaaaa-0000-0000-0000-0000000000ff")),
            Map.entry("estimatedclosedate", DAYS),
            Map.entry("companyname", TEXTS),
            Map.entry("lastname", TEXTS),
            Map.entry("subject", TEXTS));

    private Acts() {}

    static Arbitrary<Act> referralEdit() {
        return edits(
                PATHS,
                (path, value) ->
                        new Act("referral: " + path + " = " + value, world -> world.editReferral(path, value)));
    }

    static Arbitrary<Act> leadEdit() {
        return edits(COLUMNS, Acts::leadEdit);
    }

    private static Act leadEdit(String column, JsonNode value) {
        JsonNode typed = fitting(column, value);
        return new Act("lead: " + column + " = " + typed, world -> world.editLead(column, typed));
    }

    /** An edit of what both sides can hold, so that two of them meet. */
    static Arbitrary<Act> contested() {
        return Arbitraries.oneOf(
                edits(
                        Map.of("/details/notes", TEXTS, "/campaignId", TEXTS),
                        (path, value) ->
                                new Act("referral: " + path + " = " + value, world -> world.editReferral(path, value))),
                edits(Map.of("description", TEXTS, "new_campaign", TEXTS), Acts::leadEdit));
    }

    private static Arbitrary<Act> edits(Map<String, List<JsonNode>> values, BiFunction<String, JsonNode, Act> edit) {
        return Arbitraries.of(values.keySet().stream()
                .sorted()
                .flatMap(place -> values.get(place).stream().map(value -> edit.apply(place, value)))
                .toList());
    }

    /** A form takes no more characters than the column has, and nothing that is no text. */
    private static JsonNode fitting(String column, JsonNode value) {
        Integer length = Crm.ORGANISATION.columns().containsKey(column)
                ? Crm.ORGANISATION.columns().get(column).maxLength()
                : null;
        return length == null || value.asText().length() <= length ? value : TextNode.valueOf("typed");
    }

    static Arbitrary<Act> referralMove() {
        return Arbitraries.of(
                        "New/Received",
                        "Active/Accepted",
                        "Active/Accepted",
                        "Closed/Won",
                        "Closed/Lost",
                        "Closed/Declined",
                        "Closed/Expired",
                        "Closed/Error")
                .map(target -> new Act("referral moves to " + target, world -> world.moveReferral(target)));
    }

    static Arbitrary<Act> leadMove() {
        return Arbitraries.of("0/1", "0/2", "0/2", "0/100", "1/3", "2/4", "2/7")
                .map(target -> new Act("lead moves to " + target, world -> world.moveLead(target)));
    }

    static Arbitrary<Act> edit() {
        return Arbitraries.frequencyOf(
                Tuple.of(10, referralEdit()),
                Tuple.of(10, leadEdit()),
                Tuple.of(2, referralMove()),
                Tuple.of(2, leadMove()));
    }

    static Arbitrary<Act> pause() {
        return Arbitraries.of(1, 4, 6, 60).map(seconds -> new Act(seconds + " s pass", world -> world.wait(seconds)));
    }

    static Arbitrary<Act> run() {
        return run(Arbitraries.just(Trouble.NONE));
    }

    private static Arbitrary<Act> run(Arbitrary<Trouble> troubles) {
        return Combinators.combine(Arbitraries.of(false, true), troubles)
                .as((referralFirst, trouble) -> new Act(
                        (referralFirst ? "run, referral first" : "run")
                                + (trouble == Trouble.NONE ? "" : ", with " + trouble),
                        world -> world.run(referralFirst, trouble)));
    }

    static Arbitrary<Act> crash() {
        return run(Arbitraries.of(Moment.values()).map(Trouble::crash));
    }

    /** The call fails here; there it may arrive, at once or later. */
    static Arbitrary<Act> timeOut() {
        return run(Arbitraries.of(
                        Moment.LEAD_IN_FLIGHT, Moment.LEAD_WRITTEN, Moment.REFERRAL_IN_FLIGHT, Moment.REFERRAL_WRITTEN)
                .map(Trouble::timeOut));
    }

    static Arbitrary<Act> arrival() {
        return Arbitraries.integers()
                .between(0, 2)
                .map(which -> new Act("a write that was under way arrives", world -> world.arrive(which)));
    }

    /** Somebody edits while a run is under way. */
    static Arbitrary<Act> race(Arbitrary<Act> edits) {
        return run(Combinators.combine(Arbitraries.of(Moment.values()), edits).as(Trouble::race));
    }

    static Arbitrary<Act> operator() {
        return Arbitraries.oneOf(
                Combinators.combine(Arbitraries.integers().between(0, 9), Arbitraries.of("referral", "lead"))
                        .as((which, take) -> new Act(
                                "resolve parked field " + which + " with " + take,
                                world -> world.resolve(which, take))),
                Arbitraries.just(new Act("replay", World::replay)));
    }

    static Arbitrary<Act> remap(Arbitrary<Rows> maps) {
        return maps.map(map -> new Act("another map:\n" + map, world -> world.remap(map)));
    }

    /** A whole history: first what the referral holds, then everything in any order. */
    static Arbitrary<List<Act>> history(Arbitrary<Rows> maps) {
        Arbitrary<Act> any = Arbitraries.frequencyOf(
                Tuple.of(12, edit()),
                Tuple.of(5, pause()),
                Tuple.of(5, run()),
                Tuple.of(3, crash()),
                Tuple.of(3, timeOut()),
                Tuple.of(2, arrival()),
                Tuple.of(3, race(edit())),
                Tuple.of(1, operator()),
                Tuple.of(1, remap(maps)));
        return Combinators.combine(
                        referralEdit().list().ofMaxSize(6), any.list().ofMaxSize(16))
                .as(Acts::joined);
    }

    /** Edits of every kind, in any order with runs, crashes and races. */
    static Arbitrary<List<Act>> updates() {
        return of(edit());
    }

    /** These edits, in any order with runs and crashes; a race is with one of them. */
    static Arbitrary<List<Act>> of(Arbitrary<Act> edits) {
        return Arbitraries.frequencyOf(
                        Tuple.of(8, edits),
                        Tuple.of(4, pause()),
                        Tuple.of(3, run()),
                        Tuple.of(2, crash()),
                        Tuple.of(2, timeOut()),
                        Tuple.of(2, arrival()),
                        Tuple.of(2, race(edits)))
                .list()
                .ofMaxSize(16);
    }

    static List<Act> joined(List<Act> first, List<Act> then) {
        return Stream.concat(first.stream(), then.stream()).toList();
    }

    private static List<JsonNode> texts(String... texts) {
        return Arrays.stream(texts).<JsonNode>map(TextNode::valueOf).toList();
    }

    private static List<JsonNode> flags() {
        return List.of(NullNode.getInstance(), BooleanNode.TRUE, BooleanNode.FALSE);
    }

    private static JsonNode number(String text) {
        return DecimalNode.valueOf(new BigDecimal(text));
    }
}
