package org.referralconnectors.settings;

/**
 * A setting that can't be used as it stands.
 *
 * @param key the setting's name
 * @param remedy what to do about it, without the value
 */
public record Problem(String key, String remedy) {

    @Override
    public String toString() {
        return key + ": " + remedy;
    }
}
