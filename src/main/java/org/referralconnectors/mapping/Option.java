package org.referralconnectors.mapping;

/**
 * One value of an option column.
 *
 * @param label what people see, in the organisation's base language
 * @param statecode for a status reason the state that it belongs to, else null
 */
public record Option(String label, Integer statecode) {}
