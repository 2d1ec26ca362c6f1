package org.referralconnectors.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.referralconnectors.auth.RedirectAnswer;

/** A person who signs in, without a browser: fills in the form and reads where it leads. */
public final class Visitor {

    private final SimulatedEntra entra;

    public Visitor(SimulatedEntra entra) {
        this.entra = entra;
    }

    public RedirectAnswer signsIn(URI address, String user, boolean multiFactor) {
        return RedirectAnswer.pasted(address(address, user, multiFactor));
    }

    public RedirectAnswer cancels(URI address) {
        return RedirectAnswer.pasted(submit(address, "action=cancel"));
    }

    /** Where the browser arrives. */
    public String address(URI address, String user, boolean multiFactor) {
        String name = URLEncoder.encode(user, StandardCharsets.UTF_8);
        return submit(address, "action=sign-in&user=" + name + (multiFactor ? "&mfa=on" : ""));
    }

    private String submit(URI address, String form) {
        Answer page = entra.answer(CallBuilder.call("GET", address.getPath())
                .query(address.getRawQuery())
                .build());
        String html = new String(page.body(), StandardCharsets.UTF_8);
        assertThat(page.status()).as(html).isEqualTo(200);
        String context = html.split("name=\"ctx\" value=\"")[1].split("\"")[0];
        Answer answer = entra.answer(CallBuilder.call("POST", address.getPath().replace("/authorize", "/login"))
                .header("content-type", "application/x-www-form-urlencoded")
                .body("ctx=" + context + "&" + form)
                .build());
        assertThat(answer.status()).isEqualTo(302);
        return answer.headers().get("location");
    }
}
