package org.referralconnectors.torture;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Random;
import org.referralconnectors.torture.observer.Journal;
import org.referralconnectors.torture.observer.Mapped;
import org.referralconnectors.torture.observer.Parked;
import org.referralconnectors.torture.observer.Story;

/** A plug-in of Dynamics 365 refuses some companies: that field waits for an operator, and all others go on. */
final class RefusedValues implements Trouble.Source {
    private static final String REFUSED = "Refused";

    private final World world;
    private final People people;
    private volatile boolean on = true;

    RefusedValues(World world, People people) {
        this.world = world;
        this.people = people;
        world.landscape().dataverse().plugIn(this::stored);
        world.parked().expect(RefusedValues::isRefused);
    }

    private void stored(ObjectNode lead) {
        if (on && lead.path("companyname").asText().startsWith(REFUSED)) {
            throw new IllegalStateException("No such company here, " + Journal.PROVOKED);
        }
    }

    private static boolean isRefused(Parked.Item item, Story story) {
        return "company".equals(item.field())
                && RefusedLeads.BY_PLUG_IN.equals(item.code())
                && story.shows(Mapped.COMPANY).startsWith(REFUSED);
    }

    @Override
    public void act(Random random) {
        if (people.pairs().isEmpty()) {
            return;
        }
        String id = people.someone(random);
        if (!world.landscape().partnerCenter().get(id).path("status").asText().equals("Closed")) {
            String name = people.pen().text(random.nextBoolean() ? REFUSED : "Taken");
            world.landscape().partnerCenter().edit(id, referral -> referral.withObject("/customerProfile")
                    .put("name", name));
        }
    }

    @Override
    public void end() {
        on = false;
    }
}
