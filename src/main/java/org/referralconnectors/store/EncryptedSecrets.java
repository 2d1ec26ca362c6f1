package org.referralconnectors.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Secrets in the store, each sealed by AES-256-GCM under a new random nonce (NIST SP 800-38D). Name and version are
 * authenticated with it, so that no secret can be put in another's place, nor an older one back in its own.
 */
public final class EncryptedSecrets implements Secrets {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final Duration LOOK = Duration.ofMillis(50);

    private final Database database;
    private final EncryptionKey key;
    private final SecureRandom random = new SecureRandom();

    public EncryptedSecrets(Database database, EncryptionKey key) {
        this.database = database;
        this.key = key;
    }

    /** @throws WrongKey when it was stored under another key */
    @Override
    public Optional<Secret> read(String name) {
        return database.read(handle -> handle.createQuery("SELECT sealed, version FROM secrets WHERE name = :name")
                .bind("name", name)
                .map((row, context) -> open(name, row.getString("sealed"), row.getLong("version")))
                .findOne());
    }

    @Override
    public boolean replace(String name, String text, long expectedVersion) {
        String sealed = seal(name, text, expectedVersion + 1);
        return database.writeNow(
                "secret " + name,
                handle -> handle.createUpdate(
                                        expectedVersion == 0
                                                ? """
                                INSERT INTO secrets (name, sealed, version) VALUES (:name, :sealed, 1)
                                ON CONFLICT DO NOTHING
                                """
                                                : """
                                UPDATE secrets SET sealed = :sealed, version = version + 1
                                WHERE name = :name AND version = :expected
                                """)
                                .bind("name", name)
                                .bind("sealed", sealed)
                                .bind("expected", expectedVersion)
                                .execute()
                        == 1);
    }

    @Override
    public <T> T alone(String name, Duration longest, Supplier<T> work) {
        Ticks turns = new Ticks(database);
        String turn = "secret " + name;
        Optional<Long> mine = turns.take(turn, longest);
        while (mine.isEmpty() && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(LOOK.toNanos());
            mine = turns.take(turn, longest);
        }
        try {
            return work.get();
        } finally {
            mine.ifPresent(endsAt -> turns.release(turn, endsAt));
        }
    }

    private String seal(String name, String text, long version) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed =
                    cipher(Cipher.ENCRYPT_MODE, nonce, name, version).doFinal(text.getBytes(StandardCharsets.UTF_8));
            byte[] both = ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
            return Base64.getEncoder().encodeToString(both);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is not usable here", e);
        }
    }

    private Secret open(String name, String stored, long version) {
        try {
            byte[] both = Base64.getDecoder().decode(stored);
            byte[] nonce = Arrays.copyOf(both, NONCE_BYTES);
            byte[] text = cipher(Cipher.DECRYPT_MODE, nonce, name, version)
                    .doFinal(both, NONCE_BYTES, both.length - NONCE_BYTES);
            return new Secret(new String(text, StandardCharsets.UTF_8), version);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new WrongKey(name, version, key, e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String name, long version) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key.key(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD((name + " " + version).getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
