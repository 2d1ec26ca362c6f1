package org.referralconnectors.mapping;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How far a referral ({@code status/substatus}) and a lead ({@code statecode/statuscode}) have come, and which moves
 * bring one in step with the other. Ranks: 0 new, 1 being worked on, 2 closed; -1 for a status that nobody documented.
 */
public final class StatusTable {

    public static final int UNKNOWN = -1;
    public static final int NEW = 0;
    public static final int ACTIVE = 1;
    public static final int CLOSED = 2;

    private static final String WON = "Closed/Won";
    private static final String QUALIFIED = "1";

    private final Map<String, String> leadMoves;
    private final Set<String> newReasons;

    /**
     * @param leadMoves where an open lead goes when its referral is {@code Active} or {@code Closed/...}
     * @param newReasons open reasons that count as new, {@code 0/1} among them
     */
    StatusTable(Map<String, String> leadMoves, Set<String> newReasons) {
        this.leadMoves = Map.copyOf(leadMoves);
        this.newReasons = Set.copyOf(newReasons);
    }

    public int referralRank(String referral) {
        return switch (status(referral)) {
            case "New" -> NEW;
            case "Active" -> ACTIVE;
            case "Closed" -> CLOSED;
            default -> UNKNOWN;
        };
    }

    public int leadRank(String lead) {
        if (newReasons.contains(lead)) {
            return NEW;
        }
        return switch (status(lead)) {
            case "0", "1" -> ACTIVE;
            case "2" -> CLOSED;
            default -> UNKNOWN;
        };
    }

    public boolean isInStep(String referral, String lead) {
        if (isWon(referral)) {
            return status(lead).equals(QUALIFIED);
        }
        int rank = referralRank(referral);
        return rank != UNKNOWN && rank == leadRank(lead);
    }

    /** Where an open lead has to go for this referral; none for what was won, since only a person qualifies a lead. */
    public Optional<String> leadMove(String referral) {
        return Optional.ofNullable(leadMoves.get(referralRank(referral) == ACTIVE ? "Active" : referral));
    }

    /** Where the referral has to go for this lead, by legal moves only: forward, and never out of a closed one. */
    public Optional<String> referralMove(String referral, String lead) {
        int from = referralRank(referral);
        int to = leadRank(lead);
        if (from == UNKNOWN || to <= from) {
            return Optional.empty();
        }
        return to == ACTIVE ? Optional.of("Active/Accepted") : closing(referral);
    }

    /** How a referral is closed that nobody won: declined while it was new, lost once it was accepted. */
    public Optional<String> closing(String referral) {
        return switch (referralRank(referral)) {
            case NEW -> Optional.of("Closed/Declined");
            case ACTIVE -> Optional.of("Closed/Lost");
            default -> Optional.empty();
        };
    }

    public static boolean isWon(String referral) {
        return referral.equals(WON);
    }

    public static boolean isClosed(String referral) {
        return status(referral).equals("Closed");
    }

    /** The part before the stroke. */
    static String status(String value) {
        int stroke = value.indexOf('/');
        return stroke < 0 ? value : value.substring(0, stroke);
    }
}
