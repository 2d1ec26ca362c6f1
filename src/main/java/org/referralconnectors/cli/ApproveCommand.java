package org.referralconnectors.cli;

import java.util.List;
import org.referralconnectors.ops.HeldMove;
import org.referralconnectors.ops.Operations;
import org.referralconnectors.store.Moves;
import picocli.CommandLine.Command;

/** Lets held moves go. */
@Command(
        name = "approve",
        description = {
            "Shows the moves that a brake holds back, and lets them go, on the record.",
            "It holds them back where too many pairs would close, be deleted or be recreated within an hour."
        },
        footer = {"Examples:", "  approve"})
final class ApproveCommand extends StoreCommand {

    @Override
    int work(Operations operations) {
        List<Moves.Held> held = operations.held();
        held.forEach(move ->
                print("referral " + move.referralId() + ": " + HeldMove.text(move) + ", held since " + move.since()));
        print(
                held.isEmpty()
                        ? "nothing is held back"
                        : "approved: " + operations.approve(held).size());
        return 0;
    }
}
