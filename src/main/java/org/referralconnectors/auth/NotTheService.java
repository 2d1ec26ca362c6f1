package org.referralconnectors.auth;

import java.io.IOException;

/**
 * What answered is not the service that was asked, but something in its place: a redirect, a page of a proxy or
 * firewall, a refusal without the service's own error body, a success that is no JSON. Says nothing about any record.
 */
public final class NotTheService extends IOException {

    private static final long serialVersionUID = 1;

    private final int status;

    /** @param status of the answer, 100 to 599 */
    public NotTheService(int status) {
        super("HTTP " + status + " without the service's own body");
        this.status = status;
    }

    public int status() {
        return status;
    }
}
