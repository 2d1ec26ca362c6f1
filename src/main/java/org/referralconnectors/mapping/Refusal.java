package org.referralconnectors.mapping;

/**
 * Why a value can't be carried to the other side. Never holds the value itself.
 *
 * @param code short and stable, for example {@code currency-missing}
 * @param reason in plain words
 * @param remedy what an operator can do; null where nothing can be done, because the target never takes such a value
 */
public record Refusal(String code, String reason, String remedy) {

    public boolean isFinal() {
        return remedy == null;
    }
}
