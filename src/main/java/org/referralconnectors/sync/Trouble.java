package org.referralconnectors.sync;

/**
 * Why a pair is parked where neither system has a code for it. Codes are what {@code replay --error} takes; each has
 * its row in docs/errors.md.
 */
public enum Trouble {
    SEVERAL_LEADS("link the right one by hand, or merge them"),
    TWO_REFERRALS_ONE_LEAD("unlink one of the two referrals, or drop this request"),
    MERGED_TOO_OFTEN("link the lead that is to stay by hand"),
    LEAD_NOT_VISIBLE("the lead exists but is not visible to the application user: let it read all leads, then replay"),
    WRITE_REFUSED("report it, with the history of this referral: nothing was written"),
    REWRITTEN("find the flow, plug-in or person that undoes the change, then replay"),
    CUSTOM_ROUTE("look at the log of that time, mend the route in routes/custom, restart, then replay"),
    KEEPS_CHANGING("something changes the record again and again while it is worked on: find it, then replay"),
    NO_ANSWER("see whether the system can be reached from here (address, firewall, proxy), then replay"),
    NOT_TRUSTED("add the authority of its certificate to tls.trusted-roots, then replay"),
    STORE("see whether the store has room and can be written, then replay"),
    UNREADABLE("shorten the record in that system, then replay"),
    UNEXPECTED("look at the log of that time, mend mapping.yaml or report it, then replay"),
    NEVER_ENDED("look at the log of that time: the process may have been killed; then replay");

    private final String remedy;

    Trouble(String remedy) {
        this.remedy = remedy;
    }

    String code() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    String remedy() {
        return remedy;
    }
}
