package org.referralconnectors.torture;

import java.util.Random;
import org.referralconnectors.simulated.dataverse.Organisation;
import org.referralconnectors.torture.observer.Mapped;
import org.referralconnectors.torture.observer.Parked;
import org.referralconnectors.torture.observer.Story;

/**
 * In every other phase the description of leads is under column security, so that the application user sees it empty
 * and may not write it, and a currency is deactivated: deals in it wait, but where the lead has it already.
 */
final class Restrictions implements Trouble.Source {
    private static final String COLUMN = "description";
    private static final String CURRENCY = "JPY";

    private final World world;

    Restrictions(World world) {
        this.world = world;
        world.parked().expect(Restrictions::isInactive);
    }

    private static boolean isInactive(Parked.Item item, Story story) {
        return "deal".equals(item.field())
                && "currency-inactive".equals(item.code())
                && story.shows(Mapped.DEAL).endsWith(CURRENCY);
    }

    @Override
    public void phase(int number) {
        Organisation stock = Organisation.stock();
        if (number % 2 == 1) {
            world.landscape().dataverse().secure(COLUMN);
            world.landscape().dataverse().become(stock.withDeactivatedCurrency(CURRENCY));
        } else {
            world.landscape().dataverse().release(COLUMN);
            world.landscape().dataverse().become(stock);
        }
    }

    @Override
    public void act(Random random) {}
}
