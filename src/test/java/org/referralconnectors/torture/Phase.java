package org.referralconnectors.torture;

import java.util.Map;
import org.referralconnectors.torture.observer.Rules;

/**
 * A part of a round, between two starts of the application.
 *
 * @param rules that it goes by
 * @param seconds how long people act
 * @param rests whether people stop in the end, and both sides have to come to rest; otherwise all processes are killed
 *     while everything goes on
 */
record Phase(Rules rules, Map<String, String> settings, int seconds, boolean rests) {}
