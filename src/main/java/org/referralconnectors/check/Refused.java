package org.referralconnectors.check;

/** A remote system said no. */
public final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;

    /** @param code of the error body, or empty */
    public Refused(int status, String code) {
        super("HTTP " + status + (code.isEmpty() ? "" : " " + code));
        this.status = status;
        this.code = code;
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }
}
