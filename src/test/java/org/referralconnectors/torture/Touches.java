package org.referralconnectors.torture;

import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.referralconnectors.simulated.dataverse.LeadChange;
import org.referralconnectors.simulated.dataverse.Organisation;

/** A plug-in changes a column of its own in every other lead, some time after the application has written it. */
final class Touches implements Trouble.Source {
    private static final int LATEST_MILLIS = 2_500;

    private final World world;
    private final Later later = new Later();
    private final AtomicInteger writes = new AtomicInteger();
    private volatile boolean on = true;

    Touches(World world) {
        this.world = world;
        world.landscape().dataverse().listen(this::written);
    }

    private void written(LeadChange change) {
        boolean ours = change.write().by().equals(Organisation.idOf("application user"));
        if (on && ours && writes.incrementAndGet() % 2 == 0) {
            later.in(
                    writes.get() * 997 % LATEST_MILLIS,
                    () -> touch(change.write().lead()));
        }
    }

    private void touch(UUID lead) {
        try {
            world.landscape().dataverse().edit(lead, values -> values.put("fax", "Stamp " + writes.get()));
        } catch (IllegalStateException broken) {
            throw broken;
        } catch (RuntimeException byTheService) {
            // closed or gone meanwhile
        }
    }

    @Override
    public void act(Random random) {
        later.run();
    }

    @Override
    public void end() {
        on = false;
    }
}
