package org.referralconnectors.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A page in a browser context of its own: no cookie, login or cache of another. It trusts any certificate, since the
 * simulated services have a private authority.
 *
 * @param errors what the page wrote to its console as an error, and exceptions that its scripts let through
 */
public record Tab(BrowserContext context, Page page, List<String> errors) implements AutoCloseable {

    private static final double LONGEST_WAIT_MS = 20_000;

    static Tab open(Browser browser) {
        return open(browser, new NewContextOptions());
    }

    private static Tab open(Browser browser, NewContextOptions options) {
        BrowserContext context = browser.newContext(options.setIgnoreHTTPSErrors(true));
        context.setDefaultTimeout(LONGEST_WAIT_MS);
        List<String> errors = new CopyOnWriteArrayList<>();
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                errors.add(message.text() + " (" + message.location() + ")");
            }
        });
        page.onPageError(errors::add);
        return new Tab(context, page, errors);
    }

    /** Another tab of the same browser, such as one with a login, a phone's size or JavaScript off. */
    public Tab another(NewContextOptions options) {
        return open(context.browser(), options);
    }

    @Override
    public void close() {
        context.close();
    }
}
