package org.referralconnectors.partnercenter;

import java.util.Locale;

/** Why a delivery is refused: the precise reason for the operator's counter, a blunt one for the caller. */
enum Refusal {
    TOO_LARGE(413, "The body is too large."),
    NOT_JSON(415, "The content type must be application/json."),
    HEADER_MISSING(400, "A header is missing or doubled."),
    HEADER_DOUBLED(400, "A header is missing or doubled."),
    ALGORITHM(401, "The delivery is not authentic."),
    CERTIFICATE_URL(401, "The delivery is not authentic."),
    CERTIFICATE(401, "The delivery is not authentic."),
    CERTIFICATE_UNAVAILABLE(503, "Try again later."),
    SIGNATURE(401, "The delivery is not authentic."),
    EVENT(400, "The body is not an event.");

    private final int status;
    private final String text;

    Refusal(int status, String text) {
        this.status = status;
        this.text = text;
    }

    int status() {
        return status;
    }

    String text() {
        return text;
    }

    String outcome() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
