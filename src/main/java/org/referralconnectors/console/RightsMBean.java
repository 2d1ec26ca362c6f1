package org.referralconnectors.console;

import java.util.List;
import java.util.Map;

/** The questions that Hawtio asks before it offers an operation; without it, it offers all. */
public interface RightsMBean {

    /** Hawtio finds it by {@code *:type=security,area=jmx,*}. */
    String NAME = "org.referralconnectors:type=security,area=jmx";

    /** Whether an MBean may be looked at. */
    boolean canInvoke(String mbean);

    /**
     * @param operations by the MBean's name, each with its signature, such as {@code resume(java.lang.String)}
     * @return for each MBean and operation, {@code CanInvoke} and whether it may be called
     */
    Map<String, Map<String, Map<String, Boolean>>> canInvoke(Map<String, List<String>> operations);
}
