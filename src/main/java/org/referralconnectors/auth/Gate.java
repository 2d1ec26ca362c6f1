package org.referralconnectors.auth;

/** What stands before every call to a remote system, and hears how the call ended. */
public interface Gate {

    /** Where nobody else calls: lets everything through. */
    Gate OPEN = new Gate() {
        @Override
        public void pass(String system) {}

        @Override
        public void enter(String system) {}

        @Override
        public void leave(String system, boolean answered) {}
    };

    /** @throws RuntimeException while the system is paused for everyone */
    void pass(String system);

    /**
     * As {@link #pass}, by a call that follows at once and ends with {@link #leave}.
     *
     * @throws RuntimeException while the system is paused for everyone
     */
    void enter(String system);

    /** @param answered whether the system did what it is there for, be it that it refused what was asked */
    void leave(String system, boolean answered);
}
