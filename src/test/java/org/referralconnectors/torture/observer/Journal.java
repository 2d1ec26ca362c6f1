package org.referralconnectors.torture.observer;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.referralconnectors.simulated.Landscape;
import org.referralconnectors.simulated.PartnerSide;
import org.referralconnectors.simulated.ReferralChange;
import org.referralconnectors.simulated.dataverse.LeadChange;
import org.referralconnectors.simulated.dataverse.Organisation;
import org.referralconnectors.torture.observer.Event.What;

/** What both simulated sides saw, written down while it happened. Nothing here comes from the application. */
public final class Journal {
    /** Stands in the message of a refusal that somebody has provoked. */
    public static final String PROVOKED = "as the checker wants it";

    private final Log log;
    private final Line partnerCenter;
    private final Line dynamics;
    private final List<Violation> illegal = new CopyOnWriteArrayList<>();
    private final List<Consumer<String>> referralChanged = new CopyOnWriteArrayList<>();
    private final List<Consumer<String>> read = new CopyOnWriteArrayList<>();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong edits = new AtomicLong();
    private final AtomicLong writes = new AtomicLong();

    public Journal(Landscape world, Clock clock) {
        log = new Log(clock);
        partnerCenter = new Line(Side.REFERRAL, log, illegal, this::shown);
        dynamics = new Line(Side.LEAD, log, illegal, this::shown);
        world.partnerCenter().listen(this::referral);
        world.dataverse().listen(this::lead);
        world.partner().partnerCenterServer().observe(partnerCenter);
        world.dataverseServer().observe(dynamics);
    }

    /** What the application is told from its next start on. */
    public void rules(Rules next) {
        log.rules(next);
    }

    public Rules rules() {
        return log.rules();
    }

    /** Told of each change of a referral, by its id. */
    public void onReferralChanged(Consumer<String> listener) {
        referralChanged.add(listener);
    }

    /** Told when the application has read one record, by its id, but has not been answered yet. */
    public void onRead(Consumer<String> listener) {
        read.add(listener);
    }

    public long next() {
        return log.next();
    }

    /** What happened to each referral since the last {@link #retire}. */
    public Kin kin() {
        return Kin.of(log.events());
    }

    List<Violation> illegal() {
        return illegal;
    }

    public long acknowledged() {
        return acknowledged.get();
    }

    /** Changes made by people. */
    public long edits() {
        return edits.get();
    }

    /** Changes made by the application. */
    public long writes() {
        return writes.get();
    }

    public void disturbed(String note) {
        log.forAll(What.DISTURBED, note);
    }

    /** @param parked what waits for an operator, in any words that hold a referral's id and a field's name */
    public void rested(String parked) {
        log.forAll(What.RESTED, parked);
    }

    public void acknowledged(String referralId, long sentAt) {
        acknowledged.incrementAndGet();
        log.add(What.ACKNOWLEDGED, Side.REFERRAL, referralId, sentAt, false, "webhook");
    }

    /** Nobody touches these records from now on: while the rules stay, nobody asks for a write to them. */
    public void retire() {
        log.retire();
    }

    private void shown(String id) {
        read.forEach(listener -> listener.accept(id));
    }

    private void referral(ReferralChange change) {
        boolean ours = change.by().equals(PartnerSide.CLIENT_ID);
        String id = change.after().path("id").asText();
        Instant at = Instant.parse(change.after().path("updatedDateTime").asText());
        What what = change.before() == null ? What.CREATED : What.CHANGED;
        changed(what, Side.REFERRAL, id, at, change.after(), ours ? partnerCenter : null);
        referralChanged.forEach(listener -> listener.accept(id));
    }

    private void lead(LeadChange change) {
        boolean ours = change.write().by().equals(Organisation.idOf("application user"));
        What what =
                switch (change.write().kind()) {
                    case CREATE -> What.CREATED;
                    case UPDATE -> What.CHANGED;
                    case DELETE -> What.DELETED;
                };
        String id = change.write().lead().toString();
        changed(what, Side.LEAD, id, change.write().at(), change.after(), ours ? dynamics : null);
    }

    /** @param line over which the application wrote it; null: a person did */
    private void changed(What what, Side side, String id, Instant at, JsonNode record, Line line) {
        (line == null ? edits : writes).incrementAndGet();
        if (line != null && log.liesStill(id)) {
            illegal.add(new Violation("unasked", id, "wrote a record that nobody had touched for long: " + record));
        }
        log.add(what, side, id, at, record, line != null, line == null ? null : line.served());
    }
}
