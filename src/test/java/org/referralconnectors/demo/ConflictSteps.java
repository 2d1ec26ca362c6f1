package org.referralconnectors.demo;

import static org.referralconnectors.demo.Actor.CONNECTORS;
import static org.referralconnectors.demo.Actor.DYNAMICS;
import static org.referralconnectors.demo.Actor.OPERATOR;
import static org.referralconnectors.demo.Actor.PARTNER_CENTER;
import static org.referralconnectors.demo.Values.amount;
import static org.referralconnectors.demo.Values.company;
import static org.referralconnectors.demo.Values.deal;
import static org.referralconnectors.demo.Values.money;
import static org.referralconnectors.demo.Values.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.referralconnectors.mapping.FieldMap;

/**
 * Both sides change two fields at the same moment; {@code mapping.yaml} lets one side win the one and the other the
 * other.
 */
final class ConflictSteps {

    private static final List<String> FIELDS = List.of("company", "deal");
    private static final Path MAP = Path.of("mapping.yaml");

    private final Stage stage;
    private final Narrator narrator;
    private final Supplier<String> referral;

    ConflictSteps(Stage stage, Narrator narrator, Supplier<String> referral) {
        this.stage = stage;
        this.narrator = narrator;
        this.referral = referral;
    }

    List<Step> steps() {
        return List.of(new Step("Both sides change the same fields, and mapping.yaml decides", this::conflict));
    }

    private long conflict() throws IOException {
        stage.rest();
        String id = referral.get();
        Stopwatch watch = new Stopwatch();
        stage.editLead(
                id, lead -> lead.put("companyname", "Northwind").put("estimatedamount", new BigDecimal("48000")));
        JsonNode edited = stage.world().partnerCenter().edit(id, changed -> {
            changed.withObject("/customerProfile").put("name", "Northwind Traders SE");
            changed.withObject("/details").put("dealValue", new BigDecimal("61000"));
        });
        JsonNode lead = stage.lead(id);
        narrator.say(DYNAMICS, "a seller says: %s, %s", text(lead, "companyname"), money(lead));
        narrator.say(PARTNER_CENTER, "at the same moment: %s, %s", company(edited), deal(edited));
        Stage.until("both sides hold the same", () -> isInStep(id));
        long took = watch.millis();
        narrator.say(CONNECTORS, "ask mapping.yaml who wins: %s", rules());
        narrator.say(DYNAMICS, "the lead has %s, %s", text(stage.lead(id), "companyname"), money(stage.lead(id)));
        narrator.say(PARTNER_CENTER, "the referral has %s, %s", company(stage.referral(id)), deal(stage.referral(id)));
        Stage.until("the history tells of both conflicts", () -> conflicts(id).size() == FIELDS.size());
        narrator.say(OPERATOR, "> explain --referral %s", id);
        narrator.quote(conflicts(id));
        narrator.say(OPERATOR, "sees what was lost; names and the like are only ever kept as hashes");
        return took;
    }

    private boolean isInStep(String id) {
        JsonNode lead = stage.lead(id);
        return company(stage.referral(id)).equals(text(lead, "companyname"))
                && amount(stage.referral(id)).compareTo(new BigDecimal(text(lead, "estimatedamount"))) == 0;
    }

    private static String rules() throws IOException {
        FieldMap map = FieldMap.read(Files.readString(MAP), MAP.toString());
        return String.join(
                ", ",
                map.fields().stream()
                        .filter(field -> FIELDS.contains(field.name()))
                        .map(field ->
                                field.name() + " the " + field.winner().name().toLowerCase(Locale.ROOT))
                        .toList());
    }

    private List<String> conflicts(String id) {
        JsonNode entries =
                stage.commands().json("explain", "--referral", id, "--json").path("entries");
        return StreamSupport.stream(entries.spliterator(), false)
                .flatMap(entry -> StreamSupport.stream(entry.path("written").spliterator(), false))
                .filter(field -> text(field, "action").startsWith("conflict"))
                .map(field -> "%-8s referral %s, lead %s: %s"
                        .formatted(
                                text(field, "field"),
                                text(field, "referral"),
                                text(field, "lead"),
                                text(field, "rule")))
                .toList();
    }
}
