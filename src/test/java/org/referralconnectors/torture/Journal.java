package org.referralconnectors.torture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.referralconnectors.simulated.Answer;
import org.referralconnectors.simulated.Call;
import org.referralconnectors.simulated.Landscape;
import org.referralconnectors.simulated.PartnerSide;
import org.referralconnectors.simulated.ReferralChange;
import org.referralconnectors.simulated.dataverse.LeadChange;
import org.referralconnectors.simulated.dataverse.Organisation;
import org.referralconnectors.torture.Event.What;

/** What both simulated sides saw, written down while it happened. Nothing here comes from the application. */
final class Journal {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern GUID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    private static final Pattern REFERRAL = Pattern.compile("/v1\\.0/engagements/referrals/(" + GUID + ")");
    private static final Pattern LEAD = Pattern.compile("/api/data/v9\\.2/leads\\((" + GUID + ")\\)");
    private static final Set<Integer> NEVER_TO_BE_ASKED_FOR = Set.of(400, 403, 405, 415, 422);

    private final Clock clock;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<String, Story> stories = new ConcurrentHashMap<>();
    private final Map<String, String> referralOfLead = new ConcurrentHashMap<>();
    private final List<Event> disturbances = new CopyOnWriteArrayList<>();
    private final List<Violation> illegal = new CopyOnWriteArrayList<>();
    private final Set<String> retired = ConcurrentHashMap.newKeySet();
    private final List<Consumer<String>> referralChanged = new CopyOnWriteArrayList<>();
    private final List<Consumer<String>> read = new CopyOnWriteArrayList<>();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong edits = new AtomicLong();
    private final AtomicLong writes = new AtomicLong();

    Journal(Landscape world, Clock clock) {
        this.clock = clock;
        world.partnerCenter().listen(this::referral);
        world.dataverse().listen(this::lead);
        world.partner().partnerCenterServer().observe(this::partnerCenterAnswered);
        world.dataverseServer().observe(this::dynamicsAnswered);
    }

    /** Told of each change of a referral, by its id. */
    void onReferralChanged(Consumer<String> listener) {
        referralChanged.add(listener);
    }

    /** Told when the application has read one side of a pair, but has not been answered yet. */
    void onRead(Consumer<String> listener) {
        read.add(listener);
    }

    long next() {
        return numbers.incrementAndGet();
    }

    Story story(String referralId) {
        return stories.computeIfAbsent(referralId, Story::new);
    }

    List<Story> stories() {
        return List.copyOf(stories.values());
    }

    List<Event> disturbances() {
        return disturbances;
    }

    List<Violation> illegal() {
        return illegal;
    }

    long acknowledged() {
        return acknowledged.get();
    }

    /** Changes made by people. */
    long edits() {
        return edits.get();
    }

    /** Changes made by the application. */
    long writes() {
        return writes.get();
    }

    void disturbed(String note) {
        disturbances.add(new Event(next(), clock.instant(), null, What.DISTURBED, false, Map.of(), "", note));
    }

    void acknowledged(String referralId, long sentAt) {
        acknowledged.incrementAndGet();
        story(referralId)
                .add(new Event(
                        sentAt, clock.instant(), Side.REFERRAL, What.ACKNOWLEDGED, false, Map.of(), "", "webhook"));
    }

    /** Nobody touches these pairs from now on: whatever the application still writes to them, nobody asked for. */
    void retire() {
        retired.addAll(stories.keySet());
        stories.clear();
        disturbances.clear();
    }

    private void referral(ReferralChange change) {
        String id = change.after().path("id").asText();
        boolean ours = change.by().equals(PartnerSide.CLIENT_ID);
        String named = change.after().path("externalReferenceId").asText("");
        String note = change.after().path("eTag").asText() + (named.isEmpty() ? "" : " names lead " + named);
        note(id, Side.REFERRAL, change.before() == null ? What.CREATED : What.CHANGED, ours, change.after(), note);
        referralChanged.forEach(listener -> listener.accept(id));
    }

    private void lead(LeadChange change) {
        boolean ours = change.write().by().equals(Organisation.idOf("application user"));
        String leadId = change.write().lead().toString();
        if (change.after() != null) {
            Matcher named = GUID.matcher(change.after().path("subject").asText(""));
            if (named.find()) {
                referralOfLead.putIfAbsent(leadId, named.group().toLowerCase(Locale.ROOT));
            }
        }
        String id = referralOfLead.get(leadId);
        if (id == null) {
            return; // somebody's ordinary lead
        }
        What what =
                switch (change.write().kind()) {
                    case CREATE -> What.CREATED;
                    case UPDATE -> What.CHANGED;
                    case DELETE -> What.DELETED;
                };
        note(id, Side.LEAD, what, ours, change.after(), "lead " + leadId);
    }

    private void note(String id, Side side, What what, boolean ours, JsonNode record, String note) {
        (ours ? writes : edits).incrementAndGet();
        if (retired.contains(id)) {
            if (ours) {
                illegal.add(new Violation("unasked", id, "wrote a pair that nobody had touched for long: " + record));
            }
            return;
        }
        Map<Mapped, String> values = record == null ? Map.of() : Mapped.values(side, record);
        String status = record == null ? "" : Mapped.status(side, record);
        story(id).add(new Event(next(), clock.instant(), side, what, ours, values, status, note));
    }

    private void partnerCenterAnswered(Call call, Answer answer, boolean delivered) {
        Matcher path = REFERRAL.matcher(call.path());
        if (path.matches()) {
            String id = path.group(1);
            answered(
                    id, Side.REFERRAL, call, answer, delivered, answer.headers().getOrDefault("etag", ""));
        }
    }

    private void dynamicsAnswered(Call call, Answer answer, boolean delivered) {
        Matcher path = LEAD.matcher(call.path());
        if (path.matches()) {
            String leadId = path.group(1).toLowerCase(Locale.ROOT);
            String id = referralOfLead.getOrDefault(leadId, leadId);
            answered(id, Side.LEAD, call, answer, delivered, "lead " + leadId);
        }
    }

    private void answered(String id, Side side, Call call, Answer answer, boolean delivered, String note) {
        if (retired.contains(id)) {
            return;
        }
        What what = call.method().equals("GET") ? What.READ : answer.status() >= 400 ? What.REFUSED : What.UNANSWERED;
        if (what == What.REFUSED && NEVER_TO_BE_ASKED_FOR.contains(answer.status())) {
            String asked = call.method() + " " + call.text() + " was answered " + answer.status() + " " + text(answer);
            illegal.add(new Violation("illegal", id, asked));
        }
        boolean worthNoting = what == What.UNANSWERED ? !delivered : delivered;
        if (worthNoting) {
            JsonNode record = what == What.READ && answer.status() == 200 ? json(answer) : MissingNode.getInstance();
            Map<Mapped, String> values = record.isMissingNode() ? Map.of() : Mapped.values(side, record);
            String status = record.isMissingNode() ? "HTTP " + answer.status() : Mapped.status(side, record);
            story(id).add(new Event(next(), clock.instant(), side, what, true, values, status, note));
        }
        if (what == What.READ) {
            read.forEach(listener -> listener.accept(id));
        }
    }

    private static String text(Answer answer) {
        return new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static JsonNode json(Answer answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
