package org.referralconnectors.torture.observer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Holds what the simulated services saw against the promise. */
public final class Verdict {
    private final Journal journal;
    private final Kin kin;
    private final Said said;

    public Verdict(Journal journal, Said said) {
        this.journal = journal;
        this.kin = journal.kin();
        this.said = said;
    }

    /** What must hold at every moment: asked while edits still go on, too. */
    public List<Violation> always() {
        List<Violation> found = new ArrayList<>(journal.illegal());
        found.addAll(kin.strays());
        found.addAll(new OneLead(kin).violations());
        for (Story story : kin.stories()) {
            found.addAll(new Asked(story).violations());
            found.addAll(new Moved(story).violations());
            found.addAll(new InScope(story).violations());
        }
        return found;
    }

    /** What must hold when edits have stopped and requests have drained. */
    public List<Violation> inTheEnd() {
        List<Violation> found = new ArrayList<>(new Heard(kin, said).violations());
        Recorded recorded = new Recorded(said);
        kin.stories().forEach(story -> found.addAll(recorded.violations(story)));
        found.addAll(new InStep(kin, journal.rules(), said).violations());
        return found;
    }

    /** What must hold then of what waits for an operator. */
    public List<Violation> waiting(Parked parked, List<Parked.Item> items, Brake brake, Instant now) {
        List<Violation> found = new ArrayList<>(parked.violations(kin, items));
        found.addAll(brake.violations(kin, now));
        return found;
    }
}
