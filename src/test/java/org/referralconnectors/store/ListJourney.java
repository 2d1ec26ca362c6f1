package org.referralconnectors.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.support.DefaultExchange;
import org.referralconnectors.dynamics.ModifiedRows;
import org.referralconnectors.dynamics.PolledTable;
import org.referralconnectors.dynamics.TrackedChanges;
import org.referralconnectors.mapping.Subject;
import org.referralconnectors.partnercenter.ReferralList;
import org.referralconnectors.sync.Backfill;
import org.referralconnectors.sync.Gates;
import org.referralconnectors.sync.Heartbeat;
import org.referralconnectors.sync.LeadPoll;
import org.referralconnectors.sync.LeadRows;
import org.referralconnectors.sync.ListProgress;
import org.referralconnectors.sync.ListWalks;
import org.referralconnectors.sync.ReferralSweep;
import org.referralconnectors.sync.RunMeters;

/**
 * One process that walks a list of so many pages, as the routes make it walk: a tick begins, asks page after page, and
 * ends, whatever happened. The list is made as it is asked for.
 */
final class ListJourney {

    static final Duration LEASE = Duration.ofSeconds(30);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PAGE = Pattern.compile("\\$skiptoken=(\\d+)");
    private static final CamelContext CAMEL = new DefaultCamelContext();

    /** The lists that are walked. */
    enum List {
        LEADS_TRACKED("lead-poll"),
        LEADS_MODIFIED("lead-poll"),
        SWEEP("referral-sweep"),
        BACKFILL("backfill");

        final String walk;

        List(String walk) {
            this.walk = walk;
        }

        boolean ofLeads() {
            return this == LEADS_TRACKED || this == LEADS_MODIFIED;
        }

        String system() {
            return ofLeads() ? "dynamics" : "partner-center";
        }
    }

    private final List list;
    private final int pages;
    private final int rowsPerPage;
    private final int oursIsEach;
    private final LeadPoll leadPoll;
    private final ReferralSweep sweep;
    private final Backfill backfill;
    private final ListWalks walks;
    private final Gates gates;
    private boolean working = true;
    private Exchange tick;
    private ListProgress progress;

    ListJourney(Database database, List list, int pages, int rowsPerPage) {
        this(database, list, pages, rowsPerPage, 1);
    }

    /** @param oursIsEach of how many rows one asks for a run; the others are somebody's ordinary leads, or closed */
    ListJourney(Database database, List list, int pages, int rowsPerPage, int oursIsEach) {
        this.oursIsEach = oursIsEach;
        this.list = list;
        this.pages = pages;
        this.rowsPerPage = rowsPerPage;
        Tables tables = Tables.of(database);
        gates = new Gates(new Pauses(database), Clock.systemUTC());
        Heartbeat heartbeat = new Heartbeat(new Claims(database, Duration.ZERO, LEASE), Clock.systemUTC());
        walks = new ListWalks(tables, heartbeat, () -> working, () -> {});
        LeadRows rows = new LeadRows(
                tables, new RunMeters(new SimpleMeterRegistry(), Clock.systemUTC()), new Subject("{name} [{id}]"));
        leadPoll = new LeadPoll(
                walks,
                gates,
                rows,
                tables.shown(),
                (cursor, place) -> list == List.LEADS_TRACKED
                        ? new TrackedChanges(PolledTable.LEADS, cursor, place)
                        : new ModifiedRows(PolledTable.LEADS, cursor, place),
                Duration.ZERO);
        sweep = new ReferralSweep(tables, walks, gates, Duration.ZERO);
        backfill = new Backfill(tables, walks, Set.of("incoming"));
    }

    /**
     * A tick of the schedule, or the command. @return whether it is this process's turn, and there is a page to ask for
     */
    boolean begin() {
        gates.refresh();
        tick = new DefaultExchange(CAMEL);
        progress = switch (list) {
            case LEADS_TRACKED, LEADS_MODIFIED -> leadPoll.begin(tick);
            case SWEEP -> sweep.begin(tick);
            case BACKFILL -> backfill.begin(Backfill.NAME, ReferralList.whole(), walk -> {});
        };
        tick.setVariable(list.ofLeads() ? "poll" : "sweep", progress);
        return progress != null && progress.isMore();
    }

    boolean isMore() {
        return progress.isMore();
    }

    /** The page that is asked for now, from 1 on. */
    int page() {
        Matcher page = PAGE.matcher(progress.getQuery());
        return page.find() ? Integer.parseInt(page.group(1)) : 1;
    }

    String query() {
        return progress.getQuery();
    }

    /** The service answers. */
    void answered() {
        take(answer(page()));
    }

    void take(JsonNode answer) {
        try {
            switch (list) {
                case LEADS_TRACKED, LEADS_MODIFIED -> leadPoll.take((LeadPoll.Progress) progress, answer);
                case SWEEP -> sweep.take((ReferralSweep.Progress) progress, answer);
                case BACKFILL -> backfill.take((Backfill.Progress) progress, answer);
            }
        } catch (IOException noList) {
            throw new UncheckedIOException(noList);
        }
    }

    /** The tick is over, and all that it did. */
    void end() {
        java.util.List<Synchronization> ended = tick.getExchangeExtension().handoverCompletions();
        if (ended != null) {
            ended.forEach(each -> each.onComplete(tick));
        }
    }

    /** The process is told to end: it asks for no further page. */
    void stop() {
        working = false;
    }

    /**
     * The service refuses what is asked for. @return whether a link was to blame, without which the next tick goes on
     */
    boolean refused(int status, String code) {
        tick.setProperty(
                Exchange.EXCEPTION_CAUGHT,
                new HttpOperationFailedException(
                        "https://x", status, "", null, null, "{\"error\": {\"code\": \"" + code + "\"}}"));
        boolean refused = walks.refused(tick);
        if (refused) {
            walks.startOver(tick);
        }
        return refused;
    }

    /** Walks to the end of the list. @return the pages asked for */
    java.util.List<Integer> walk() {
        java.util.List<Integer> asked = new ArrayList<>();
        while (isMore()) {
            asked.add(page());
            answered();
        }
        end();
        return asked;
    }

    private JsonNode answer(int page) {
        return answer(page, "https://x/list?$skiptoken=" + (page + 1));
    }

    /** @param link to the next page */
    JsonNode answer(int page, String link) {
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode rows = answer.putArray("value");
        for (int row = 0; row < rowsPerPage; row++) {
            rows.add(row((page - 1) * rowsPerPage + row));
        }
        if (page < pages) {
            answer.put("@odata.nextLink", link);
        } else if (list == List.LEADS_TRACKED) {
            answer.put("@odata.deltaLink", "https://x/list?$deltatoken=1");
        }
        return answer;
    }

    private ObjectNode row(int n) {
        ObjectNode row = JSON.createObjectNode();
        if (list.ofLeads()) {
            return row.put("leadid", lead(n))
                    .put("@odata.etag", "W/\"" + n + "\"")
                    .put("subject", n % oursIsEach == 0 ? "A lead [" + referral(n) + "]" : "Spring fair, stand " + n)
                    .put("modifiedon", Instant.EPOCH.plusSeconds(n).toString());
        }
        return row.put("id", referral(n))
                .put("eTag", "e" + n)
                .put("status", n % oursIsEach == 0 ? "New" : "Closed")
                .put("direction", "Incoming")
                .put(
                        "updatedDateTime",
                        Instant.EPOCH.plusSeconds(100_000_000L - n).toString());
    }

    static String referral(int n) {
        return guid(n, 'a');
    }

    static String lead(int n) {
        return guid(n, 'b');
    }

    /** Of a million rows a format string would cost more than what is done with them. */
    private static String guid(int n, char last) {
        String hex = Integer.toHexString(n);
        return "00000000".substring(hex.length()) + hex + "-0000-4000-8000-00000000000" + last;
    }
}
