package org.referralconnectors.console;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.referralconnectors.ops.DryRuns;
import org.referralconnectors.ops.OperationRefused;
import org.referralconnectors.ops.Operations;
import org.referralconnectors.sync.DryRun;

/** The status page and the pairs' pages: made here, without a script, for a browser that has logged in. */
public final class Pages {

    private static final String TOKEN = "token";
    private static final long LARGEST_FORM = 4 * 1024;
    private static final long PLAN_SECONDS = 10;

    private final Operations operations;
    private final DryRuns dryRuns;
    private final Concerns concerns;
    private final String token;
    private final Layout layout = new Layout();

    /** @param token that forms bring back, so that no other page can have made them; a secret of this process */
    public Pages(Operations operations, DryRuns dryRuns, Concerns concerns, String token) {
        this.operations = operations;
        this.dryRuns = dryRuns;
        this.concerns = concerns;
        this.token = token;
    }

    public void install(HttpServer server) {
        Router router = (Router) server.requestHandler();
        router.get("/").order(Integer.MIN_VALUE).blockingHandler(this::status, false);
        router.get("/pairs").order(Integer.MIN_VALUE).handler(Pages::find);
        router.get("/pairs/:id").order(Integer.MIN_VALUE).blockingHandler(this::pair, false);
        form(router, "/pairs/:id/plan", this::plan);
        form(router, "/pairs/:id/replay", this::replay);
    }

    private void form(Router router, String path, Handler<RoutingContext> then) {
        router.post(path)
                .order(Integer.MIN_VALUE)
                .handler(BodyHandler.create(false).setBodyLimit(LARGEST_FORM))
                .handler(this::requireToken)
                .blockingHandler(then, false);
    }

    /** No other page can have made this form. */
    private void requireToken(RoutingContext request) {
        String given = request.request().getFormAttribute(TOKEN);
        if (given != null && MessageDigest.isEqual(bytes(given), bytes(token))) {
            request.next();
            return;
        }
        Html old = Html.of("<p>This form is too old: load <a href=\"/\">its page</a> again.</p>");
        show(request, 403, "Not done", old);
    }

    private void status(RoutingContext request) {
        show(request, 200, "Status", new StatusPage(operations, concerns, field()).content());
    }

    private static void find(RoutingContext request) {
        String id = request.request().getParam("referral", "").strip();
        request.redirect(id.isEmpty() ? "/" : "/pairs/" + URLEncoder.encode(id, StandardCharsets.UTF_8));
    }

    /** What is known here. A link or an image can cause it, so it calls neither service. */
    private void pair(RoutingContext request) {
        show(request, page -> page.content(Html.NOTHING));
    }

    /** And what a run would write now, for which both services are read. */
    private void plan(RoutingContext request) {
        show(request, page -> page.content(planned(page, id(request))));
    }

    private void show(RoutingContext request, Function<PairPage, Html> content) {
        try {
            PairPage page = new PairPage(operations.explain(id(request)), field());
            show(request, 200, "Pair", content.apply(page));
        } catch (OperationRefused unknown) {
            show(request, 404, "Pair", Html.of("<p>%s.</p>", sentence(unknown)));
        }
    }

    private Html planned(PairPage page, String id) {
        CompletableFuture<DryRun> plan =
                CompletableFuture.supplyAsync(() -> dryRuns.plan(id)).orTimeout(PLAN_SECONDS, TimeUnit.SECONDS);
        try {
            return page.plan(plan.join());
        } catch (CompletionException failed) {
            return page.unplanned(why(failed.getCause()));
        }
    }

    private static String why(Throwable failed) {
        if (failed instanceof TimeoutException) {
            return "Both sides could not be read within " + PLAN_SECONDS + " seconds.";
        }
        if (failed instanceof OperationRefused refused) {
            return sentence(refused) + ".";
        }
        throw new IllegalStateException("no plan", failed);
    }

    private void replay(RoutingContext request) {
        try {
            operations.replay(id(request));
            request.response()
                    .setStatusCode(303)
                    .putHeader("Location", "/pairs/" + URLEncoder.encode(id(request), StandardCharsets.UTF_8))
                    .end();
        } catch (OperationRefused refused) {
            show(request, 409, "Not done", Html.of("<p>%s.</p><p><a href=\"/\">Status</a></p>", sentence(refused)));
        }
    }

    private void show(RoutingContext request, int status, String title, Html content) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "text/html; charset=utf-8")
                .putHeader("Content-Security-Policy", layout.policy())
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "same-origin")
                .putHeader("Cache-Control", "no-store")
                .end(layout.page(title, content));
    }

    private Html field() {
        return Html.of("<input type=\"hidden\" name=\"" + TOKEN + "\" value=\"%s\">", token);
    }

    private static String id(RoutingContext request) {
        return request.pathParam("id");
    }

    private static String sentence(OperationRefused refused) {
        String text = refused.getMessage();
        return text.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + text.substring(1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
