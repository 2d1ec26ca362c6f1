package org.referralconnectors.partnercenter;

import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * The signature of a delivery, in base64. It stands in {@code Authorization}, or in {@code x-ms-signature} where the
 * registration asked for that because a gateway keeps {@code Authorization} to itself; so another scheme there is no
 * second signature.
 */
record CallbackSignature(String text) {

    private static final String AUTHORIZATION = "Authorization";
    private static final String OWN_HEADER = "X-MS-Signature";
    private static final String WORD = "signature";

    /** RSA signatures are as long as the modulus, of which 2048 bits is the least that is taken. */
    private static final int FEWEST_BYTES = 256;

    static CallbackSignature of(CallbackHeaders headers) throws CallbackRefused {
        boolean inAuthorization = isSignature(headers.values(AUTHORIZATION));
        boolean inOwnHeader = !headers.values(OWN_HEADER).isEmpty();
        if (inAuthorization && inOwnHeader) {
            throw new CallbackRefused(Refusal.HEADER_DOUBLED);
        }
        String value = headers.single(inAuthorization ? AUTHORIZATION : OWN_HEADER);
        return new CallbackSignature(withoutWord(value));
    }

    private static String withoutWord(String value) throws CallbackRefused {
        String text = startsWithWord(value) ? value.substring(WORD.length()).strip() : value;
        if (text.isEmpty()) {
            throw new CallbackRefused(Refusal.HEADER_MISSING);
        }
        return text;
    }

    /** Whether Authorization holds a signature, with or without the word; several values are left to be refused. */
    private static boolean isSignature(List<String> authorization) {
        if (authorization.size() != 1) {
            return !authorization.isEmpty();
        }
        String value = authorization.get(0).strip();
        return startsWithWord(value) || (!value.isEmpty() && value.indexOf(' ') < 0);
    }

    private static boolean startsWithWord(String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        return lower.equals(WORD) || lower.startsWith(WORD + " ");
    }

    /** Only the one canonical encoding is taken: Java's decoder drops stray low bits at the end. */
    byte[] bytes() throws CallbackRefused {
        byte[] bytes = decoded();
        if (bytes.length < FEWEST_BYTES
                || !Base64.getEncoder().encodeToString(bytes).equals(text)) {
            throw new CallbackRefused(Refusal.SIGNATURE);
        }
        return bytes;
    }

    private byte[] decoded() throws CallbackRefused {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            throw new CallbackRefused(Refusal.SIGNATURE);
        }
    }
}
