package org.referralconnectors.console;

import java.util.List;
import org.referralconnectors.ops.Story;
import org.referralconnectors.sync.DryRun;
import org.referralconnectors.sync.plan.Action;
import org.referralconnectors.sync.plan.FieldPlan;

/** One pair: how it stands, what a run would write now where somebody asked, and its history, in sentences. */
final class PairPage {

    private static final String NOW = "A run now";

    private final Story story;
    private final Html token;

    /** @param token the field that a form must send along */
    PairPage(Story story, Html token) {
        this.story = story;
        this.token = token;
    }

    /** @param planned what {@link #plan} or {@link #unplanned} made; nothing: only a button that asks for it */
    Html content(Html planned) {
        List<String> sentences = story.sentences();
        int past = story.decisions().size();
        List<String> now = sentences.subList(0, sentences.size() - past);
        return Html.of(
                "%s%s%s",
                standing(now),
                section(NOW, Html.of("%s%s", planned, ask())),
                history(sentences.subList(sentences.size() - past, sentences.size())));
    }

    private Html standing(List<String> sentences) {
        return Html.of(
                "%s%s",
                sentences.stream().map(text -> Html.of("<p>%s</p>", text)).toList(),
                story.parked().isEmpty() ? Html.NOTHING : replay());
    }

    private Html ask() {
        return Html.of(
                """
                <form method="post" action="/pairs/%s/plan">%s
                <button>Read both sides and plan a run</button></form>
                """,
                story.referralId(), token);
    }

    private Html replay() {
        return Html.of(
                """
                <form method="post" action="/pairs/%s/replay">%s
                <button aria-label="Replay referral %s">Replay</button></form>
                """,
                story.referralId(), token, story.referralId());
    }

    /** Where a side could not be read. */
    Html unplanned(String why) {
        return Html.of("<p>%s</p>", why);
    }

    Html plan(DryRun run) {
        if (!run.inScope()) {
            return Html.of("<p>It would write nothing: out of scope (%s).</p>", run.reason());
        }
        List<Html> rows = run.fields().stream()
                .filter(field -> field.action() != Action.NONE)
                .map(PairPage::row)
                .toList();
        if (rows.isEmpty()) {
            String reason = run.reason().isEmpty() ? "both sides are in step" : run.reason();
            return Html.of("<p>It would write nothing: %s.</p>", reason);
        }
        return Html.of(
                """
                <div class="wide" role="region" aria-label="Plan, field by field" tabindex="0">
                <table>
                <thead><tr><th scope="col">Field</th><th scope="col">Referral</th><th scope="col">Lead</th>
                <th scope="col">What it would do</th><th scope="col">Why</th></tr></thead>
                <tbody>%s</tbody>
                </table>
                </div>
                """,
                rows);
    }

    private static Html row(FieldPlan field) {
        return Html.of(
                "<tr><th scope=\"row\">%s</th><td><bdi>%s</bdi></td><td><bdi>%s</bdi></td><td>%s</td><td>%s</td></tr>",
                field.field(),
                field.referral(),
                field.lead(),
                field.held()
                        ? "hold back " + field.action().text()
                        : field.action().text(),
                field.rule());
    }

    private static Html history(List<String> sentences) {
        return sentences.isEmpty()
                ? section("History", Html.of("<p>Nothing was decided yet.</p>"))
                : section(
                        "History, oldest first",
                        Html.of(
                                "<ol>%s</ol>",
                                sentences.stream()
                                        .map(text -> Html.of("<li>%s</li>", text))
                                        .toList()));
    }

    private static Html section(String title, Html content) {
        return Html.of("<section><h2>%s</h2>%s</section>", title, content);
    }
}
