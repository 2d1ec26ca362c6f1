package org.referralconnectors.torture;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Random;
import org.referralconnectors.torture.observer.Journal;
import org.referralconnectors.torture.observer.Parked;

/** A plug-in of Dynamics 365 refuses every lead of some referrals, which then wait for an operator. */
final class RefusedLeads implements Trouble.Source {
    /** The code of whatever a plug-in throws. */
    static final String BY_PLUG_IN = "0x80040265";

    private final World world;
    private volatile boolean on = true;

    RefusedLeads(World world) {
        this.world = world;
        world.landscape().dataverse().plugIn(this::stored);
        world.parked().expect((item, story) -> item.field() == null && isUnwanted(item));
    }

    private void stored(ObjectNode lead) {
        if (on && lead.path("subject").asText().contains(Relatives.UNWANTED)) {
            throw new IllegalStateException("No such leads here, " + Journal.PROVOKED);
        }
    }

    private boolean isUnwanted(Parked.Item item) {
        ObjectNode referral = world.landscape().partnerCenter().get(item.referralId());
        return BY_PLUG_IN.equals(item.code()) && referral.path("name").asText().contains(Relatives.UNWANTED);
    }

    /** The referrals come from {@link Relatives}. */
    @Override
    public void act(Random random) {}

    @Override
    public void end() {
        on = false;
    }
}
