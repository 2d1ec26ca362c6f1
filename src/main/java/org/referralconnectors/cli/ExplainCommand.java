package org.referralconnectors.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.referralconnectors.store.Database;
import org.referralconnectors.store.Decision;
import org.referralconnectors.store.History;
import org.referralconnectors.store.Pair;
import org.referralconnectors.store.Pairs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tells one pair's story, oldest first. */
@Command(
        name = "explain",
        description = "Every decision for one pair, oldest first: cause, what was read, written, skipped, and why.")
final class ExplainCommand extends StoreCommand {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Option(names = "--referral", paramLabel = "ID", required = true, description = "The referral's id.")
    private String referral;

    @Option(names = "--json", description = "One JSON document.")
    private boolean json;

    @Override
    int work(Database database) {
        String id = referral.toLowerCase(Locale.ROOT);
        Optional<Pair> pair = new Pairs(database).find(id);
        List<Decision> decisions = new History(database).of(id);
        if (pair.isEmpty() && decisions.isEmpty()) {
            complain("referral " + id + " is unknown here");
            return Main.FAILED;
        }
        if (json) {
            print(document(id, pair, decisions));
        } else {
            tell(id, pair, decisions);
        }
        return 0;
    }

    private void tell(String id, Optional<Pair> pair, List<Decision> decisions) {
        print("referral " + id + ", lead " + pair.map(Pair::leadId).orElse("none") + ", "
                + pair.map(Pair::state).orElse("unknown"));
        for (Decision decision : decisions) {
            print(decision.at() + "  " + decision.flow() + "  " + decision.outcome());
            tell("  caused by ", decision.causes());
            tell("  read      ", decision.read());
            tell("  wrote     ", decision.written());
            tell("  left      ", decision.skipped());
        }
    }

    private void tell(String what, String text) {
        if (text != null) {
            print(what + text);
        }
    }

    private static ObjectNode document(String id, Optional<Pair> pair, List<Decision> decisions) {
        ObjectNode document = JSON.createObjectNode()
                .put("referralId", id)
                .put("leadId", pair.map(Pair::leadId).orElse(null))
                .put("state", pair.map(Pair::state).orElse(null));
        ArrayNode entries = document.putArray("entries");
        decisions.forEach(decision -> entries.add(entry(decision)));
        return document;
    }

    private static ObjectNode entry(Decision decision) {
        ObjectNode entry = JSON.createObjectNode().put("at", decision.at().toString());
        entry.set("causes", parse(decision.causes()));
        entry.put("flow", decision.flow()).put("outcome", decision.outcome());
        entry.set("read", parse(decision.read()));
        entry.set("written", parse(decision.written()));
        entry.set("skipped", parse(decision.skipped()));
        return entry;
    }

    private static JsonNode parse(String text) {
        try {
            return text == null ? JSON.nullNode() : JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The history can't be read", e);
        }
    }
}
