package org.referralconnectors.check;

import java.util.ArrayList;
import java.util.List;
import org.referralconnectors.auth.TokenException;
import org.referralconnectors.check.Finding.Level;

/** Everything found so far, in the order in which it was looked at. */
public final class Report {

    private final List<Finding> findings = new ArrayList<>();

    public void ok(String where, String what, String text) {
        findings.add(new Finding(Level.OK, where, what, text));
    }

    public void note(String where, String what, String text) {
        findings.add(new Finding(Level.NOTE, where, what, text));
    }

    /** @param remedy what to do, naming setting, command or the place in the vendor's portal */
    public void mend(String where, String what, String problem, String remedy) {
        findings.add(new Finding(Level.MEND, where, what, problem + "; " + remedy));
    }

    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** @param text what is wrong and what to do, in one */
    public void mend(String where, String what, String text) {
        findings.add(new Finding(Level.MEND, where, what, text));
    }

    public boolean isFine() {
        return findings.stream().noneMatch(finding -> finding.level() == Level.MEND);
    }

    /** Looks at one thing; what keeps it from being seen is a finding too, and the next is looked at. */
    void look(String where, String what, Runnable look) {
        try {
            look.run();
        } catch (TokenException noToken) {
            mend(where, what, "no token (" + noToken.code() + ")", noToken.remedy() + Portal.ofToken(noToken));
        } catch (Refused refused) {
            mend(where, what, "answered " + refused.getMessage(), Portal.ofRefusal(where, refused));
        } catch (Unreachable silent) {
            mend(where, what, silent.getMessage(), "check address, proxy and tls.trusted-roots");
        } catch (RuntimeException unexpected) {
            // An answer of another shape must not hide what comes after it.
            String kind = unexpected.getClass().getSimpleName();
            mend(where, what, "could not be read (" + kind + ")", "run check again; if it stays, report it");
        }
    }
}
