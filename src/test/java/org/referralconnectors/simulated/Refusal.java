package org.referralconnectors.simulated;

/** A request that a simulated service says no to; thrown where the reason is found, answered at the service's door. */
final class Refusal extends RuntimeException {
    private final transient Answer answer;

    Refusal(Answer answer) {
        super(
                answer.status() + " " + new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8),
                null,
                false,
                false);
        this.answer = answer;
    }

    Answer answer() {
        return answer;
    }
}
