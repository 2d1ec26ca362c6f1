package org.referralconnectors.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.referralconnectors.ops.Operations;
import org.referralconnectors.ops.Parked;
import org.referralconnectors.ops.WalkText;
import org.referralconnectors.store.Backlog;
import org.referralconnectors.store.Pauses;
import org.referralconnectors.store.Walks;

/** How all pairs stand, what is wrong, and what waits for somebody. */
final class StatusPage {

    private static final int SHOWN = 200;

    private final Operations operations;
    private final Concerns concerns;
    private final Html token;

    /** @param token the field that a form must send along */
    StatusPage(Operations operations, Concerns concerns, Html token) {
        this.operations = operations;
        this.concerns = concerns;
        this.token = token;
    }

    Html content() {
        Backlog.Counts counts = operations.counts();
        List<Parked> parked = operations.parked();
        return Html.of(
                "%s%s%s%s%s%s%s",
                headline(counts, parked), figures(counts), problems(), walks(), systems(), parked(parked), search());
    }

    private Html headline(Backlog.Counts counts, List<Parked> parked) {
        if (!concerns.wrong().isEmpty() || !parked.isEmpty()) {
            return Html.of("<p class=\"state alert\">Somebody is needed: see below.</p>");
        }
        return counts.waiting() + counts.running() > 0
                ? Html.of("<p class=\"state\">Working: nobody is needed.</p>")
                : Html.of("<p class=\"state\">Everything is in step: nobody is needed.</p>");
    }

    private Html figures(Backlog.Counts counts) {
        Duration oldest = counts.oldestUnsynced();
        return Html.of(
                """
                <section aria-labelledby="pairs">
                <h2 id="pairs">Pairs of a referral and its lead</h2>
                <dl class="figures">
                <div><dt>In step</dt><dd>%s</dd></div>
                <div><dt>Waiting</dt><dd>%s</dd></div>
                <div><dt>Running</dt><dd>%s</dd></div>
                <div><dt>Parked pairs</dt><dd>%s</dd></div>
                <div><dt>Oldest unsynced change</dt><dd>%s</dd></div>
                </dl>
                </section>
                """,
                operations.inStep(),
                counts.waiting(),
                counts.running(),
                counts.parked(),
                oldest.isZero() ? "none" : Words.age(oldest));
    }

    private Html problems() {
        List<Html> items = new ArrayList<>();
        concerns.wrong().forEach(text -> items.add(Html.of("<li class=\"wrong\">%s</li>", text)));
        concerns.coming().forEach(text -> items.add(Html.of("<li>%s</li>", text)));
        return items.isEmpty()
                ? Html.NOTHING
                : Html.of(
                        """
                        <section aria-labelledby="look">
                        <h2 id="look">To look at</h2>
                        <ul>%s</ul>
                        </section>
                        """,
                        items);
    }

    private Html walks() {
        List<Html> items =
                operations.longWork().underWay().stream().map(StatusPage::walk).toList();
        return items.isEmpty()
                ? Html.NOTHING
                : Html.of(
                        """
                        <section aria-labelledby="walks">
                        <h2 id="walks">Long work</h2>
                        <ul>%s</ul>
                        </section>
                        """,
                        items);
    }

    private static Html walk(Walks.Open open) {
        return Html.of(
                "<li>%s, since %s: %s looked at, %s; last moved %s ago</li>",
                WalkText.name(open.walk()),
                Words.time(open.walk().began()),
                Words.count(open.walk().seen(), "row"),
                WalkText.done(open.walk()),
                Words.age(open.still()));
    }

    private Html systems() {
        List<Pauses.Pause> pauses = operations.pauses();
        List<Html> items = List.of(system("partner-center", pauses), system("dynamics", pauses));
        return Html.of(
                """
                <section aria-labelledby="systems">
                <h2 id="systems">Systems</h2>
                <ul>%s</ul>
                </section>
                """,
                items);
    }

    private static Html system(String name, List<Pauses.Pause> pauses) {
        return pauses.stream()
                .filter(pause -> pause.system().equals(name))
                .findFirst()
                .map(pause -> Html.of("<li>%s is paused %s: %s</li>", Words.system(name), until(pause), pause.reason()))
                .orElseGet(() -> Html.of("<li>%s is called as needed</li>", Words.system(name)));
    }

    private static String until(Pauses.Pause pause) {
        if (pause.kind() == Pauses.Kind.OPERATOR) {
            return "by an operator, until resumed";
        }
        return pause.hasRunOut() ? "and about to be tried again" : "for another " + Words.age(pause.remaining());
    }

    private Html parked(List<Parked> parked) {
        if (parked.isEmpty()) {
            return Html.of("<section aria-labelledby=\"parked\"><h2 id=\"parked\">Parked</h2>"
                    + "<p>Nothing waits for a decision.</p></section>");
        }
        List<Html> items = parked.stream().limit(SHOWN).map(this::parked).toList();
        String more =
                parked.size() > SHOWN ? "And " + (parked.size() - SHOWN) + " more; the command parked lists all." : "";
        return Html.of(
                """
                <section aria-labelledby="parked">
                <h2 id="parked">Parked: %s</h2>
                <ul class="cards">%s</ul>
                <p>%s</p>
                </section>
                """,
                sizes(parked), items, more);
    }

    private static String sizes(List<Parked> parked) {
        long fields = parked.stream().filter(each -> each.field() != null).count();
        return Words.count(parked.size() - fields, "pair") + ", " + Words.count(fields, "single field");
    }

    private Html parked(Parked parked) {
        return Html.of(
                """
                <li>
                <h3><a href="/pairs/%s">%s</a></h3>
                %s
                <form method="post" action="/pairs/%s/replay">%s
                <button aria-label="Replay referral %s">Replay</button></form>
                </li>
                """,
                parked.referralId(),
                parked.referralId(),
                reason(parked),
                parked.referralId(),
                token,
                parked.referralId());
    }

    /** Why it waits, and what can be done. */
    static Html reason(Parked parked) {
        Object field = parked.field() == null ? "The pair" : Html.of("The field <b>%s</b>", parked.field());
        return Html.of(
                "<p>%s, since %s: %s.</p><p><b>What to do:</b> %s.</p>",
                field, Words.time(parked.since()), parked.reason(), parked.remedy());
    }

    private static Html search() {
        return Html.of(
                """
                <section aria-labelledby="search">
                <h2 id="search">One pair</h2>
                <form method="get" action="/pairs">
                <label for="referral">Id of the referral</label>
                <input id="referral" name="referral" required maxlength="64" autocomplete="off" spellcheck="false">
                <button>Show</button>
                </form>
                </section>
                """);
    }
}
