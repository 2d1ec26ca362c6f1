package org.referralconnectors.cli;

import java.util.concurrent.Callable;
import org.referralconnectors.ops.DryRuns;
import org.referralconnectors.ops.PlanText;
import org.referralconnectors.sync.DryRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes a pair by hand. */
@Command(
        name = "link",
        description = {
            "Makes a pair of a referral and a lead by hand, after reading both, and shows what its run will write.",
            "Every field is compared afresh, as when both sides meet."
        },
        footer = {
            "Examples:",
            "  link --referral 733ad402-b257-406c-9b0b-911aa7b066e9 --lead 1f0c6e5d-2b7a-4c3e-9d18-6a5b4c3d2e1f",
            "Exit code 1: one of them is not there or belongs to another pair."
        })
final class LinkCommand extends Options implements Callable<Integer> {

    @Option(
            names = "--referral",
            paramLabel = "ID",
            required = true,
            converter = GuidOption.class,
            description = "The referral's id.")
    private String referral;

    @Option(
            names = "--lead",
            paramLabel = "ID",
            required = true,
            converter = GuidOption.class,
            description = "The lead's id.")
    private String lead;

    @Override
    public Integer call() {
        try (Application application = Application.connect(settings());
                DryRuns dryRuns = application.dryRuns()) {
            DryRun run = dryRuns.planLinked(referral, lead);
            application.operations().link(referral, run.leadId(), run.engagementId());
            PlanText.lines(run).forEach(this::print);
        }
        print("linked");
        return 0;
    }
}
