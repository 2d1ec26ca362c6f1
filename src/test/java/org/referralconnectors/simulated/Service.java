package org.referralconnectors.simulated;

import java.util.regex.Pattern;

/** A remote system as its callers see it. Answers at once, from memory, and from any thread. */
@FunctionalInterface
public interface Service {
    Pattern GUID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    Answer answer(Call call);

    /** What calls of this kind are counted under. */
    default String operation(Call call) {
        return call.method() + " " + GUID.matcher(call.path()).replaceAll("{id}");
    }
}
