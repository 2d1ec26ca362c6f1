package org.referralconnectors.torture;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Random;
import java.util.function.Predicate;
import org.referralconnectors.simulated.Answer;
import org.referralconnectors.simulated.Call;

/** The poll loses its place, and the pass that begins anew fails on some page. */
final class LostPlaces implements Trouble.Source {
    /** More than a page of what the poll asks for. */
    private static final int STRANGERS = 1_100;

    private static final Predicate<Call> FURTHER_PAGES =
            call -> call.query() != null && call.query().contains("skiptoken");

    private final World world;

    LostPlaces(World world) {
        this.world = world;
        for (int i = 0; i < STRANGERS; i++) {
            world.landscape()
                    .dataverse()
                    .create(JsonNodeFactory.instance
                            .objectNode()
                            .put("subject", "A stranger's lead")
                            .put("lastname", "Stranger"));
        }
    }

    @Override
    public void act(Random random) {
        world.landscape().dataverse().expireDeltaLinks(random.nextBoolean() ? 400 : 410);
        world.landscape().dataverseServer().faults().answer(FURTHER_PAGES, random.nextInt(3), Answer.empty(502));
    }

    @Override
    public void clear() {
        world.landscape().dataverseServer().faults().clear();
    }
}
