package org.referralconnectors.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.referralconnectors.ops.Operations;
import org.referralconnectors.ops.Parked;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists what waits for an operator. */
@Command(
        name = "parked",
        description = "Which pairs and which single fields are parked, why, and what to do.",
        footer = {"Examples:", "  parked", "  parked --json"})
final class ParkedCommand extends StoreCommand {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Option(names = "--json", description = "One JSON document.")
    private boolean json;

    @Override
    int work(Operations operations) {
        List<Parked> parked = operations.parked();
        if (json) {
            ArrayNode rows = JSON.createArrayNode();
            parked.forEach(each -> rows.add(row(each)));
            print(rows);
        } else if (parked.isEmpty()) {
            print("nothing is parked");
        } else {
            parked.forEach(this::tell);
        }
        return 0;
    }

    private void tell(Parked parked) {
        String field = parked.field() == null ? "" : ", field " + parked.field();
        String code = parked.code() == null ? "" : ", code " + parked.code();
        print("referral " + parked.referralId() + field + ", since " + parked.since() + code);
        print("  " + parked.reason());
        print("  -> " + parked.remedy());
    }

    private static ObjectNode row(Parked parked) {
        return JSON.createObjectNode()
                .put("referralId", parked.referralId())
                .put("field", parked.field())
                .put("system", parked.system())
                .put("step", parked.step())
                .put("status", parked.status())
                .put("code", parked.code())
                .put("reason", parked.reason())
                .put("remedy", parked.remedy())
                .put("since", parked.since().toString())
                .put("attempts", parked.attempts());
    }
}
