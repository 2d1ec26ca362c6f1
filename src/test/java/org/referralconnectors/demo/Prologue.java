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
        narrator.say(
                Actor.PARTNER_CENTER,
                "simulated; has the referrals, at "
                        + stage.world().partner().partnerCenterServer().url());
        narrator.say(
                Actor.DYNAMICS,
                "simulated; has the leads, at "
                        + stage.world().dataverseServer().url());
        narrator.say(Actor.CONNECTORS, "real; Partner Center posts its webhooks to " + stage.webhook());
        narrator.say(Actor.OPERATOR, "runs the application's own commands, shown with > in front");
        narrator.note("look at", stage.management("/observe/health"));
        narrator.note("", stage.management("/observe/metrics"));
        narrator.note("log", log);
        Stage.until("the first poll", () -> stage.calls().polls() > 0);
    }
}
