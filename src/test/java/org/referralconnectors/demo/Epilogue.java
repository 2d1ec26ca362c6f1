package org.referralconnectors.demo;

import org.referralconnectors.store.Backlog;

/** What was seen, and what to read next. */
final class Epilogue {

    private Epilogue() {}

    static void tell(Narrator narrator, Stage stage) {
        stage.rest();
        stage.calls().forget();
        int referrals = stage.world().partnerCenter().all().size();
        int leads = stage.world().dataverse().all().size();
        Writes.Counts writes = new Writes(stage.world()).counts();
        Backlog.Counts backlog = stage.backlog().counts();
        Metrics metrics = stage.metrics();
        narrator.heading("Every step happened");
        narrator.note("pairs", referrals + " referrals, " + leads + " leads: none without the other, none doubled");
        narrator.note(
                "calls",
                stage.calls().total() + " remote calls, polls and sweeps included; " + writes.leads()
                        + " wrote a lead, " + writes.referrals() + " a referral");
        narrator.note(
                "webhooks",
                metrics.count("webhooks_total", "accepted") + " accepted, "
                        + metrics.count("webhooks_total", "signature") + " refused; "
                        + metrics.count("echoes_suppressed_total") + " echoes recognised");
        narrator.note("left to do", backlog.waiting() + " wait, " + backlog.parked() + " parked");
        narrator.heading("Look, and read next");
        narrator.note("status page", stage.management("/") + ", as admin with the password " + stage.password());
        narrator.note("health", stage.management("/observe/health"));
        narrator.note("metrics", stage.management("/observe/metrics"));
        narrator.note("README.md", "how to connect it to your own Partner Center and Dynamics 365");
        narrator.note(
                "routes/", "the flows you just saw, step by step: referral-to-lead, lead-to-referral, referral-sweep");
        narrator.note("mapping.yaml", "which value belongs to which column, and who wins");
        narrator.line("");
    }
}
