package org.referralconnectors.sync;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** How values stand in the history. Names, addresses, e-mail and phone are never plain. */
public final class HistoryValues {

    /** The values of {@code sync.history-values}. */
    public enum Form {
        HASHED,
        PLAIN,
        NONE
    }

    private static final Set<String> NOT_PERSONAL =
            Set.of("status", "deal", "closing date", "size", "source", "rating", "lead id");
    private static final int SHOWN_BYTES = 8;

    private final Form form;
    private final byte[] key;

    /** @param key makes hashes of one store comparable with each other, and with nothing else */
    public HistoryValues(Form form, byte[] key) {
        this.form = form;
        this.key = key.clone();
    }

    Optional<String> show(String field, String value) {
        if (form == Form.NONE || value == null || value.isEmpty()) {
            return Optional.empty();
        }
        boolean plain = form == Form.PLAIN && NOT_PERSONAL.contains(field);
        return Optional.of(plain ? value : hash(value));
    }

    private String hash(String value) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            byte[] hash = mac.doFinal(value.getBytes(StandardCharsets.UTF_8));
            return "#" + HexFormat.of().formatHex(Arrays.copyOf(hash, SHOWN_BYTES));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JVM has HmacSHA256", impossible);
        }
    }
}
