package org.referralconnectors.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.referralconnectors.ops.Operations;
import org.referralconnectors.ops.Story;
import org.referralconnectors.store.Decision;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tells one pair's story, oldest first. */
@Command(
        name = "explain",
        description =
                "Tells one pair's story, oldest first: what caused each run, what it wrote, what it left, and why.",
        footer = {
            "Examples:",
            "  explain --referral 733ad402-b257-406c-9b0b-911aa7b066e9",
            "  explain --referral 733ad402-b257-406c-9b0b-911aa7b066e9 --json",
            "Exit code 1: that referral is unknown."
        })
final class ExplainCommand extends StoreCommand {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Option(names = "--referral", paramLabel = "ID", required = true, description = "The referral's id.")
    private String referral;

    @Option(names = "--json", description = "One JSON document.")
    private boolean json;

    @Override
    int work(Operations operations) {
        Story story = operations.explain(referral);
        if (json) {
            print(document(story));
        } else {
            story.sentences().forEach(this::print);
        }
        return 0;
    }

    private static ObjectNode document(Story story) {
        ObjectNode document = JSON.createObjectNode()
                .put("referralId", story.referralId())
                .put("leadId", story.leadId())
                .put("state", story.state());
        ArrayNode entries = document.putArray("entries");
        story.decisions().forEach(decision -> entries.add(entry(decision)));
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
