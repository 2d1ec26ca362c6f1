package org.referralconnectors.crash;

import org.referralconnectors.simulated.Call;
import org.referralconnectors.simulated.Faults;

/** A moment of a run at which the process dies: the call that is on its way then, and whether it has been done. */
enum CrashPoint {
    NEW_CLAIMED(Work.NEW, System.PARTNER_CENTER, "GET", false, "claimed, nothing read"),
    NEW_READ(Work.NEW, System.DYNAMICS, "GET", true, "both sides read, before the intent's commit"),
    NEW_INTENDED(Work.NEW, System.DYNAMICS, "PATCH", false, "after the intent's commit, before the lead is made"),
    NEW_MADE(Work.NEW, System.DYNAMICS, "PATCH", true, "after the lead is made, before the next commit"),
    NEW_NAMING(Work.NEW, System.PARTNER_CENTER, "PATCH", false, "after the second intent's commit, before the PATCH"),
    NEW_NAMED(Work.NEW, System.PARTNER_CENTER, "PATCH", true, "after the PATCH, before the end-of-run commit"),
    NEW_ENDED(Work.NEW, null, null, false, "after the end-of-run commit"),
    EDIT_READ(Work.REFERRAL_EDIT, System.DYNAMICS, "GET", true, "both sides read, before the intent's commit"),
    EDIT_INTENDED(Work.REFERRAL_EDIT, System.DYNAMICS, "PATCH", false, "after the intent's commit, before the update"),
    EDIT_WRITTEN(Work.REFERRAL_EDIT, System.DYNAMICS, "PATCH", true, "after the update, before the end-of-run commit"),
    EDIT_AGAIN(Work.REFERRAL_EDIT, System.DYNAMICS, "PATCH", true, "the same, and the referral is edited meanwhile"),
    EDIT_ENDED(Work.REFERRAL_EDIT, null, null, false, "after the end-of-run commit"),
    SWEPT_CLAIMED(Work.UNTOLD_EDIT, System.PARTNER_CENTER, "GET", false, "after the sweep's watermark commit"),
    LEAD_CLAIMED(Work.LEAD_EDIT, System.DYNAMICS, "GET", false, "after the poll's cursor commit, claimed"),
    LEAD_READ(Work.LEAD_EDIT, System.PARTNER_CENTER, "GET", true, "both sides read, before the intent's commit"),
    LEAD_INTENDED(Work.LEAD_EDIT, System.PARTNER_CENTER, "PATCH", false, "after the intent's commit, before the PATCH"),
    LEAD_WRITTEN(Work.LEAD_EDIT, System.PARTNER_CENTER, "PATCH", true, "after the PATCH, before the end-of-run commit"),
    LEAD_AGAIN(Work.LEAD_EDIT, System.PARTNER_CENTER, "PATCH", true, "the same, and the lead is edited meanwhile"),
    LEAD_ENDED(Work.LEAD_EDIT, null, null, false, "after the end-of-run commit"),
    BOTH_WRITTEN(Work.BOTH_EDITS, System.DYNAMICS, "PATCH", true, "after the lead's update, before the next commit"),
    BOTH_INTENDED(Work.BOTH_EDITS, System.PARTNER_CENTER, "PATCH", false, "after the second intent's commit"),
    BOTH_PATCHED(
            Work.BOTH_EDITS, System.PARTNER_CENTER, "PATCH", true, "after the PATCH, before the end-of-run commit"),
    BOTH_ENDED(Work.BOTH_EDITS, null, null, false, "after the end-of-run commit");

    /** What the run is for. */
    enum Work {
        NEW("a new referral"),
        REFERRAL_EDIT("an edited referral"),
        UNTOLD_EDIT("an edited referral of which no webhook tells"),
        LEAD_EDIT("an edited lead"),
        BOTH_EDITS("both edited, other fields");

        private final String text;

        Work(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    /** The side that is called. */
    enum System {
        PARTNER_CENTER,
        DYNAMICS
    }

    private final Work work;
    private final System system;
    private final String method;
    private final boolean done;
    private final String moment;

    /** @param system null where the run has ended */
    CrashPoint(Work work, System system, String method, boolean done, String moment) {
        this.work = work;
        this.system = system;
        this.method = method;
        this.done = done;
        this.moment = moment;
    }

    Work work() {
        return work;
    }

    System system() {
        return system;
    }

    String moment() {
        return moment;
    }

    /** Whether somebody edits the same record again before the restart. */
    boolean isFollowed() {
        return this == EDIT_AGAIN || this == LEAD_AGAIN;
    }

    /** The like of it that meets no crash in its run. */
    CrashPoint unharmed() {
        return switch (work) {
            case NEW -> NEW_ENDED;
            case REFERRAL_EDIT, UNTOLD_EDIT -> EDIT_ENDED;
            case LEAD_EDIT -> LEAD_ENDED;
            case BOTH_EDITS -> BOTH_ENDED;
        };
    }

    boolean isRunOver() {
        return system == null;
    }

    /** Keeps the process waiting at this point for the pair, for ever. */
    void hold(Faults faults, String id, Runnable reached) {
        java.util.function.Predicate<Call> where = call -> {
            boolean here = call.method().equals(method) && (call.path().contains(id) || contains(call.query(), id));
            if (here) {
                reached.run();
            }
            return here;
        };
        if (done) {
            faults.silentAfter(where, 1);
        } else {
            faults.silentBefore(where, 1);
        }
    }

    private static boolean contains(String query, String id) {
        return query != null && query.contains(id);
    }
}
