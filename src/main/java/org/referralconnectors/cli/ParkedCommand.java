package org.referralconnectors.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.referralconnectors.store.Backlog;
import org.referralconnectors.store.Backlog.ParkedPair;
import org.referralconnectors.store.Database;
import org.referralconnectors.store.Pair;
import org.referralconnectors.store.Pairs;
import org.referralconnectors.sync.plan.Agreed;
import org.referralconnectors.sync.plan.FieldPark;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists what waits for an operator. */
@Command(name = "parked", description = "Which pairs and which single fields are parked, why, and what to do.")
final class ParkedCommand extends StoreCommand {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Option(names = "--json", description = "One JSON document.")
    private boolean json;

    @Override
    int work(Database database) {
        ArrayNode parked = JSON.createArrayNode();
        new Backlog(database).parked().forEach(pair -> parked.add(row(pair)));
        for (Pair pair : new Pairs(database).withParkedFields()) {
            Agreed.parse(pair.agreed()).parked().forEach(field -> parked.add(row(pair, field)));
        }
        if (json) {
            print(parked);
        } else if (parked.isEmpty()) {
            print("nothing is parked");
        } else {
            parked.forEach(row -> tell((ObjectNode) row));
        }
        return 0;
    }

    private void tell(ObjectNode row) {
        String field =
                row.path("field").isNull() ? "" : ", field " + row.path("field").asText();
        print(row.path("referralId").asText() + field + ", since "
                + row.path("since").asText());
        print("  " + row.path("reason").asText());
        print("  -> " + row.path("remedy").asText());
    }

    private static ObjectNode row(ParkedPair pair) {
        return JSON.createObjectNode()
                .put("referralId", pair.referralId())
                .putNull("field")
                .put("system", pair.park().system())
                .put("step", pair.park().step())
                .put("status", pair.park().status())
                .put("code", pair.park().code())
                .put("reason", pair.park().reason())
                .put("remedy", pair.park().remedy())
                .put("since", pair.since().toString())
                .put("attempts", pair.attempts());
    }

    private static ObjectNode row(Pair pair, FieldPark park) {
        return JSON.createObjectNode()
                .put("referralId", pair.referralId())
                .put("field", park.field())
                .putNull("system")
                .put("step", "plan")
                .putNull("status")
                .put("code", park.code())
                .put("reason", park.reason())
                .put("remedy", park.remedy())
                .put("since", pair.updatedAt().toString())
                .put("attempts", 0);
    }
}
