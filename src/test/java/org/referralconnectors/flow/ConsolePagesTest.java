package org.referralconnectors.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.referralconnectors.browser.BrowserTest;
import org.referralconnectors.browser.Tab;
import org.referralconnectors.store.Pauses;

/** The pages that operators look at, in a real browser; and Hawtio. */
@BrowserTest
class ConsolePagesTest extends ConsoleSupport {

    private static final String HOSTILE = "\"><script>alert(1)</script>' \u202Eevil\u0007 &amp;";

    private String parked;

    /** A referral whose deal's currency nobody has there. */
    @BeforeAll
    void park() {
        parked = referral(referral -> ((ObjectNode) referral.path("details")).put("currency", "ZZZ"));
        inStep(parked);
        eventually().until(() -> get("/").body().contains(parked));
        eventually().until(this::idle);
    }

    @ParameterizedTest
    @CsvSource({"1100,LIGHT", "390,DARK"})
    void theStatusPageTellsHowPairsStandAndWhatToDo(int width, ColorScheme colours, Tab first) {
        Tab tab = loggedIn(first, width, colours);
        tab.page().navigate(url("/"));

        assertThat(tab.page().title()).isEqualTo("Status - Referral Connectors");
        assertThat(tab.page().getByRole(AriaRole.MAIN).innerText())
                .contains(
                        "In step",
                        "Waiting",
                        "Parked: 0 pairs, 1 single field",
                        parked,
                        "the organisation has no currency ZZZ")
                .contains("What to do: add the currency to Dynamics 365, then replay.");
        assertThat(overflows(tab.page())).isFalse();
        assertReadable(tab.page());
        assertThat(tab.errors()).isEmpty();
    }

    @Test
    void aFieldIsReplayedByItsButton(Tab first) {
        Tab tab = loggedIn(first, 1100, ColorScheme.LIGHT);
        tab.page().navigate(url("/"));
        eventually().until(this::idle);
        world.traffic().clear();
        assertThat(get("/pairs/" + parked).body()).contains("<button aria-label=\"Replay referral " + parked + "\">");

        tab.page()
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Replay referral " + parked))
                .click();

        assertThat(tab.page().url()).endsWith("/pairs/" + parked);
        assertThat(tab.page().getByRole(AriaRole.MAIN).innerText()).contains("History, oldest first");
        assertThat(tab.errors()).isEmpty();
        eventually().until(() -> calls().contains("GET /api/data/v9.2/transactioncurrencies") && idle());
    }

    @Test
    void aPairsPageShowsItsPlanAndItsHistory(Tab first) {
        String id = settled(referral -> {});
        world.partnerCenter()
                .edit(id, referral -> ((ObjectNode) referral.path("customerProfile")).put("name", HOSTILE));
        eventually().until(() -> idle() && history(id).size() > 1);
        Tab tab = loggedIn(first, 390, ColorScheme.LIGHT);
        tab.page().navigate(url("/"));

        tab.page().getByLabel("Id of the referral").fill(id.toUpperCase());
        tab.page()
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Show"))
                .click();

        String text = tab.page().getByRole(AriaRole.MAIN).innerText();
        assertThat(text).contains("Referral " + id + " belongs to lead", "A run now", "because of a webhook");
        plan(tab.page());
        assertThat(tab.page().getByRole(AriaRole.MAIN).innerText())
                .contains("Referral " + id + " belongs to lead", "It would write nothing: both sides are in step.");
        assertThat(overflows(tab.page())).isFalse();
        assertReadable(tab.page());
        assertThat(tab.errors()).isEmpty();
    }

    @Test
    void whatStrangersWroteIsShownAndNeverRun(Tab first) {
        String id = settled(referral -> {});
        world.dataverse().edit(uuid(id), lead -> lead.put("description", HOSTILE));
        String page = form(id, "plan", "token=" + token(), url("")).body();
        Tab tab = loggedIn(first, 1100, ColorScheme.LIGHT);
        tab.page().onDialog(dialog -> tab.errors().add(dialog.message()));
        tab.page().navigate(url("/pairs/" + id));
        plan(tab.page());

        assertThat(page)
                .doesNotContain("<script")
                .doesNotContain("\u202E")
                .doesNotContain("\u0007")
                .contains("&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&#39; \uFFFDevil");
        assertThat(tab.page().locator("td bdi").allInnerTexts()).anyMatch(text -> text.contains("<script>alert(1)"));
        assertThat(tab.errors()).isEmpty();
        HttpResponse<String> unknown = get("/pairs/%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).doesNotContain("<script");
    }

    @ParameterizedTest
    @CsvSource({"replay, 303, 409", "plan, 200, 404"})
    void whatAButtonDoesNeedsTheFormOfThisProcessAndThisAddress(String deed, int done, int unknown) {
        String token = token();
        assertThat(form(parked, deed, "token=" + token, url("")).statusCode()).isEqualTo(done);
        eventually().until(this::idle);
        record();
        assertThat(form(parked, deed, "token=" + token, "http://evil.example").statusCode())
                .isEqualTo(403);
        assertThat(form(parked, deed, "token=" + token, "null").statusCode()).isEqualTo(403);
        assertThat(form(parked, deed, "token=other", url("")).statusCode()).isEqualTo(403);
        assertThat(form(parked, deed, "", url("")).statusCode()).isEqualTo(403);
        assertThat(form("x", deed, "token=" + token, url("")).statusCode()).isEqualTo(unknown);
        assertThat(get("/pairs/" + parked + "/" + deed).statusCode()).isEqualTo(404);
        assertThat(calls()).isEmpty();
    }

    @Test
    void lookingAtAPairCallsNobodyUntilAPlanIsAskedFor() {
        record();
        for (String method : new String[] {"GET", "HEAD"}) {
            HttpResponse<String> page =
                    send(request("/pairs/" + parked + "?plan=true").method(method, BodyPublishers.noBody()));
            assertThat(page.statusCode()).as(method).isIn(200, 404, 405);
        }
        assertThat(get("/pairs/" + parked).body())
                .contains("Read both sides and plan a run")
                .doesNotContain("<td>");
        assertThat(calls()).isEmpty();
        assertThat(form(parked, "plan", "token=" + token(), url("")).body())
                .contains("the organisation has no currency ZZZ");
        assertThat(calls()).isNotEmpty();
    }

    @Test
    void pagesAllowNoScriptAndAreNotKept() {
        assertThat(get("/").headers().map())
                .hasEntrySatisfying("content-security-policy", policy -> assertThat(policy.get(0))
                        .startsWith("default-src 'none'; style-src 'sha256-")
                        .doesNotContain("unsafe", "script"))
                .hasEntrySatisfying("cache-control", cache -> assertThat(cache).containsExactly("no-store"));
    }

    @Test
    void hawtioShowsTheRoutesDrawsTheFlowsAndSteersWithoutAnError(Tab first) {
        Tab tab = loggedIn(first, 1400, ColorScheme.LIGHT);
        Page page = tab.page();
        List<Response> answers = new CopyOnWriteArrayList<>();
        page.onResponse(answers::add);
        page.navigate(url("/hawtio/camel"));
        Locator pages = page.getByRole(AriaRole.NAVIGATION).first().getByRole(AriaRole.LINK);
        pages.first().waitFor();
        assertThat(pages.allInnerTexts()).containsExactly("Camel", "JMX");
        visitCamel(page);
        pages.last().click();
        visitJmx(page);
        execute(page, "pause", "dynamics");
        eventually().until(() -> pausedSystems().equals(List.of("dynamics")));
        execute(page, "resume", "all");
        eventually().until(() -> pausedSystems().isEmpty());

        assertThat(answers)
                .hasSizeGreaterThan(100)
                .allSatisfy(
                        answer -> assertThat(answer.status()).as(answer.url()).isLessThan(400))
                .filteredOn(answer -> answer.url().contains("/jolokia"))
                .noneMatch(answer -> answer.text().contains("\"status\":403"));
        assertThat(tab.errors()).isEmpty();
    }

    /** Each kind of node in the tree, with all its tabs; what the policy refuses is locked, not offered. */
    private void visitCamel(Page page) {
        visit(
                page,
                "referral-to-lead",
                "Route Diagram: (ID: step-5-update-referral)",
                "Attributes: Brings the lead in step with its referral",
                "Operations: dumpRouteAsXml()",
                "Source: step-5-update-referral",
                "Properties: Defined Properties",
                "Exchanges: No blocked exchanges found.",
                "Chart: ExchangesFailed");
        select(page, "lead-to-referral");
        shown(page, "(ID: step-6-update-referral)");
        visit(
                page,
                "routes",
                "Route Diagram: (ID: verify-webhook)",
                "Routes: Started",
                "Source: verify-webhook",
                "Exchanges: No blocked exchanges found.");
        select(page, "endpoints");
        shown(page, "platform-http:///webhooks/partner-center");
        assertThat(button(page, "Add").isDisabled()).isTrue();
        visit(
                page,
                "direct://find-lead",
                "Attributes: EndpointBaseUri",
                "Operations: getEndpointUri()",
                "Chart: There are no chartable data");
        visit(page, "bean", "Attributes: ComponentName", "Operations: getState()", "Chart: no chartable data");
        visit(
                page,
                application.camel().getName(),
                "Attributes: ManagementStatisticsLevel",
                "Operations: componentNames()",
                "Exchanges: No blocked exchanges found.",
                "Chart: ExchangesFailed");
        assertThat(button(page, "Suspend").isDisabled()).isTrue();
    }

    /** What the policy refuses as a whole isn't in the tree. */
    private static void visitJmx(Page page) {
        page.getByText("Expand all").click();
        assertThat(page.getByRole(AriaRole.TREE).innerText().lines())
                .contains("Threading", "Sync", "routes")
                .doesNotContain("Runtime", "DiagnosticCommand", "processors");
        visit(page, "threadpools", "Attributes: Core Pool Size", "Chart: CorePoolSize");
        visit(page, "Threading", "Attributes: PeakThreadCount", "Operations: dumpAllThreads", "Chart: ThreadCount");
        visit(page, "Sync", "Attributes: OldestUnsyncedSeconds", "Chart: Sync: Parked", "Operations: resume(String)");
    }

    /** @param tabs all that the node has, each with a text that stands there */
    private static void visit(Page page, String node, String... tabs) {
        select(page, node);
        List<String> names = new ArrayList<>();
        for (String each : tabs) {
            String[] parts = each.split(": ", 2);
            names.add(parts[0]);
            tab(page, parts[0]).click();
            shown(page, parts[1]);
        }
        assertThat(page.locator("nav.pf-m-subnav a").allInnerTexts()).containsExactlyInAnyOrderElementsOf(names);
    }

    private static void select(Page page, String node) {
        page.getByRole(AriaRole.TREE)
                .getByText(node, new Locator.GetByTextOptions().setExact(true))
                .first()
                .click();
        page.getByRole(
                        AriaRole.HEADING,
                        new Page.GetByRoleOptions().setName(node).setExact(true))
                .waitFor();
    }

    private static void shown(Page page, String text) {
        page.locator("[id$=content-main]").getByText(text).first().waitFor();
    }

    private static Locator tab(Page page, String name) {
        return page.locator("nav.pf-m-subnav").getByText(name, new Locator.GetByTextOptions().setExact(true));
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    private static void execute(Page page, String operation, String argument) {
        Locator name = page.getByText(operation + "(String)", new Page.GetByTextOptions().setExact(true));
        Locator item = page.getByRole(AriaRole.LISTITEM)
                .filter(new Locator.FilterOptions().setHas(name))
                .last();
        item.locator("button[aria-label=Details]").click();
        item.getByRole(AriaRole.TEXTBOX).first().fill(argument);
        item.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Execute"))
                .click();
    }

    private List<String> pausedSystems() {
        return application.operations().pauses().stream()
                .map(Pauses.Pause::system)
                .toList();
    }

    private Tab loggedIn(Tab first, int width, ColorScheme colours) {
        return first.another(new NewContextOptions()
                .setHttpCredentials(USER, PASSWORD)
                .setViewportSize(width, 900)
                .setColorScheme(colours));
    }

    private static boolean overflows(Page page) {
        return (boolean) page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth");
    }

    /** One h1, headings without gaps, landmarks, a label for every field, and enough contrast for every text. */
    private static void assertReadable(Page page) {
        assertThat(page.locator("h1").count()).isEqualTo(1);
        assertThat(page.locator("html").getAttribute("lang")).isEqualTo("en");
        assertThat(page.getByRole(AriaRole.NAVIGATION).count()).isEqualTo(1);
        assertThat(page.locator("input:not([type=hidden])").all())
                .allSatisfy(input -> assertThat(page.locator("label[for='" + input.getAttribute("id") + "']")
                                .count())
                        .isEqualTo(1));
        assertThat((boolean) page.evaluate(HEADINGS_WITHOUT_GAPS)).isTrue();
        assertThat(page.locator("th:not([scope])").count()).isZero();
        assertThat((double) page.evaluate(LEAST_CONTRAST)).isGreaterThanOrEqualTo(4.5);
    }

    private static final String HEADINGS_WITHOUT_GAPS =
            """
            () => [...document.querySelectorAll('h1, h2, h3, h4')].map(heading => +heading.localName[1])
              .every((level, at, all) => level <= (at ? all[at - 1] : 0) + 1)
            """;

    /** By https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio. */
    private static final String LEAST_CONTRAST =
            """
            () => {
              const light = colour => colour.match(/[\\d.]+/g).slice(0, 3).map(part => part / 255)
                .map(part => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
                .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
              const ground = element => {
                const colour = getComputedStyle(element).backgroundColor;
                return colour === 'rgba(0, 0, 0, 0)' ? ground(element.parentElement) : colour;
              };
              const ratio = element => {
                const both = [light(getComputedStyle(element).color), light(ground(element))].sort((a, b) => b - a);
                return (both[0] + 0.05) / (both[1] + 0.05);
              };
              return Math.min(...[...document.querySelectorAll('main *, header *')].map(ratio)) + 0.0001;
            }
            """;

    private static void plan(Page page) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Read both sides and plan a run"))
                .click();
        page.waitForURL("**/plan");
    }

    private HttpResponse<String> form(String id, String deed, String form, String origin) {
        return send(request("/pairs/" + id + "/" + deed)
                .header("Origin", origin)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    private String token() {
        Matcher token = Pattern.compile("name=\"token\" value=\"([^\"]+)\"").matcher(get("/").body());
        assertThat(token.find()).isTrue();
        return token.group(1);
    }
}
