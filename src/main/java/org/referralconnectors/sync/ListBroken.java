package org.referralconnectors.sync;

/** A list leads on to no further page; what its pages held until then is on disk. */
final class ListBroken extends RuntimeException {

    private final String remedy;

    /** @param remedy empty where the next tick may find it mended */
    ListBroken(String reason, String remedy) {
        super(reason, null, false, false);
        this.remedy = remedy;
    }

    String remedy() {
        return remedy;
    }
}
