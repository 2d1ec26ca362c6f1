package org.referralconnectors.simulated;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The pages on which a person signs in: a form, sent back once, that ends in a redirect with a code or a refusal. */
final class SignInPages {

    private static final String PAGE =
            """
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <link rel="icon" href="data:,">
            <title>Sign in to your account</title>
            <h1>Sign in</h1>
            <form method="post" action="login">
            <input type="hidden" name="ctx" value="%s">
            <p><label>Account <input name="user" value="%s" autocomplete="off"></label></p>
            <p><label><input type="checkbox" name="mfa" value="on"%s> Approved on the phone</label></p>
            <button name="action" value="sign-in">Sign in</button>
            <button name="action" value="cancel">Cancel</button>
            </form>
            </html>
            """;

    private final Map<String, AuthorizeRequest> pending = new ConcurrentHashMap<>();
    private final AuthorizationCodes codes;

    SignInPages(AuthorizationCodes codes) {
        this.codes = codes;
    }

    /** @param user filled in already */
    Answer form(AuthorizeRequest request, String user, boolean multiFactor) {
        String context = UUID.randomUUID().toString();
        pending.put(context, request);
        return html(200, PAGE.formatted(context, user, multiFactor ? " checked" : ""));
    }

    /** Null when the form is not one that was shown. */
    Answer submitted(Map<String, String> form) {
        AuthorizeRequest request = pending.remove(form.getOrDefault("ctx", ""));
        if (request == null) {
            return null;
        }
        if (!"sign-in".equals(form.get("action"))) {
            return back(request, "error=access_denied&error_description=" + encoded("AADSTS65004: User declined."));
        }
        var grant = new RefreshTokens.Grant(
                request.application().clientId(), form.get("user"), "on".equals(form.get("mfa")));
        return back(request, "code=" + codes.issue(grant, request.redirect(), request.challenge()));
    }

    private static Answer back(AuthorizeRequest request, String outcome) {
        String location = request.target() + "?" + outcome + "&state=" + encoded(request.state());
        return Answer.empty(302).with("location", location + "&session_state=" + UUID.randomUUID());
    }

    static Answer html(int status, String page) {
        return new Answer(
                status, Map.of("content-type", "text/html; charset=utf-8"), page.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
