package org.referralconnectors.cli;

import java.util.Locale;
import org.referralconnectors.ops.Operations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Settles a field on which both sides differ. */
@Command(
        name = "resolve",
        description = "Settles a field that is parked: the value of one side is written to the other.",
        footer = {
            "Examples:",
            "  resolve --referral 733ad402-b257-406c-9b0b-911aa7b066e9 --field deal --take lead",
            "Exit code 1: that referral is unknown, or that field is not parked."
        })
final class ResolveCommand extends StoreCommand {

    /** Whose value counts. */
    enum Take {
        REFERRAL,
        LEAD
    }

    @Option(names = "--referral", paramLabel = "ID", required = true, description = "The referral's id.")
    private String referral;

    @Option(
            names = "--field",
            paramLabel = "NAME",
            required = true,
            description = "The field's name in mapping.yaml, such as deal or contact.telephone1; parked shows it.")
    private String field;

    @Option(
            names = "--take",
            paramLabel = "SIDE",
            required = true,
            description = "Whose value counts: referral or lead.")
    private Take take;

    @Override
    int work(Operations operations) {
        String side = take.name().toLowerCase(Locale.ROOT);
        operations.resolve(referral, field, side);
        print("resolved: " + field + " takes the value of the " + side);
        return 0;
    }
}
