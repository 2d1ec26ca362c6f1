package org.referralconnectors.sync;

/** A walk down a service's list in progress, as the routes see it. */
public interface ListProgress {

    /** Whether another page is to be asked for: there is one, and this process may go on. */
    boolean isMore();

    /** Raw, of the page to ask for. */
    String getQuery();

    /** Whether that is a link that the service gave, whose life may be over. */
    boolean isOnLink();

    /**
     * Forgets the link, since the service does not take it; the next tick goes on without it.
     *
     * @param expired whether changes since then can't be told any more
     */
    void withoutLink(boolean expired);
}
