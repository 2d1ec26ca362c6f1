package org.referralconnectors.demo;

/** Who is who, and where to look. */
final class Prologue {

    private Prologue() {}

    static void tell(Narrator narrator, Stage stage, String log) {
        narrator.heading("Referral Connectors: the demo");
        narrator.line(
                "The real application, with the very routes/ and mapping.yaml, between simulated Microsoft services");
        narrator.line("on this machine. A referral and its lead are a pair; the connectors keep each pair in step.");
        narrator.line("");
        narrator.say(Actor.PARTNER_CENTER, "simulated; has the referrals, and posts a webhook when one changes");
        narrator.say(Actor.DYNAMICS, "simulated; has the leads, and is asked every few seconds which changed");
        narrator.say(Actor.CONNECTORS, "real; registered for the webhooks with %s", stage.webhook());
        narrator.say(Actor.OPERATOR, "runs the application's own commands, shown with > in front");
        narrator.note("look at", stage.management("/") + ", as admin with the password " + stage.password());
        narrator.note("", stage.management("/hawtio") + " likewise: the flows, drawn");
        narrator.note("log", log);
        narrator.note("ok", "every step ends with the time from what somebody did to its effect on the other side");
        Stage.until("the first poll", () -> stage.calls().polls() > 0);
    }
}
