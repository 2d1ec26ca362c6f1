package org.referralconnectors.mapping;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What a row says about who writes what and when. */
record Rule(Direction direction, Winner winner, Clear clear, boolean onCreate, Condition when) {

    private static final int HASH_LENGTH = 12;

    /** A row that does not say its direction is a problem, and read on as one that goes to the lead. */
    static Rule read(Keys row) {
        if (!row.has("direction")) {
            row.problem("direction", "is missing", "use one of both, to-lead, to-referral");
        }
        Direction direction = row.choice("direction", Direction.class, Direction.TO_LEAD);
        boolean oneWay = direction != Direction.BOTH;
        Winner winner =
                row.choice("winner", Winner.class, direction == Direction.TO_LEAD ? Winner.REFERRAL : Winner.LEAD);
        Clear clear = row.choice("clear", Clear.class, oneWay ? Clear.KEEP : Clear.COPY);
        return new Rule(direction, winner, clear, onCreate(row, direction), Condition.read(row));
    }

    private static boolean onCreate(Keys row, Direction direction) {
        String text = row.text("on-create");
        if (text != null && !text.equals("true") && !text.equals("false")) {
            row.problem("on-create", text + " is not possible here", "use true or false");
        }
        boolean onCreate = "true".equals(text);
        if (onCreate && direction != Direction.TO_LEAD) {
            row.problem("on-create", "only a lead is created", "write direction: to-lead");
        }
        return onCreate;
    }

    /** @param shape the rest of the row, normalised */
    Row row(String name, String shape) {
        return new Row(name, hash(this + " " + shape), direction, winner, clear, onCreate, when);
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
