package org.referralconnectors.console;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Hawtio 5.2.0 draws two things wrongly that our routes have: it stumbles over an error handler, which stands before a
 * route's beginning, and draws no way past a filter that ends in a stop. And it offers to send to an endpoint whatever
 * {@link Rights} say, since it spells that operation with a space. All are mended in the script as it is sent.
 */
final class HawtioScript {

    /** Named for its content, so that no other version has it. */
    static final String SCRIPT = "static/js/5672.1377c4f4.chunk.js";

    private static final String STEPS = "for(const h of Array.from(t.children)){const t=r.length+\"\";";
    private static final String BUT_HANDLERS = STEPS.replace(
            "Array.from(t.children)", "Array.from(t.children).filter((e=>\"errorHandler\"!==e.localName))");

    private static final String WAYS_ON = "?c.concat(M):\"aggregate\"===g||\"choice\"===g||\"delay\"===g||";
    private static final String PAST_FILTERS =
            WAYS_ON.replace("\"aggregate\"===g", "\"filter\"===g?M.concat(parseInt(t)):\"aggregate\"===g");

    private static final String SENDING = "sendStringBody(java.lang.String, java.lang.String)";

    private HawtioScript() {}

    static byte[] mended(byte[] script) {
        return new String(script, UTF_8)
                .replace(STEPS, BUT_HANDLERS)
                .replace(WAYS_ON, PAST_FILTERS)
                .replace(SENDING, SENDING.replace(" ", ""))
                .getBytes(UTF_8);
    }
}
