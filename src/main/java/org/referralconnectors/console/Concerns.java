package org.referralconnectors.console;

import java.util.List;

/** What somebody should know beside the figures. */
public interface Concerns {

    /** What is wrong now, each with what mends it. */
    List<String> wrong();

    /** What will be wrong if nobody does anything. */
    List<String> coming();
}
