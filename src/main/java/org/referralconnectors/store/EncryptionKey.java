package org.referralconnectors.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The key of everything encrypted in the store: from the settings, else from a file beside the SQLite file. */
public final class EncryptionKey {
    private static final int BYTES = 32;
    private static final String HMAC = "HmacSHA256";
    private final SecretKey key;
    private final String origin;

    private EncryptionKey(byte[] bytes, String origin) {
        this.key = new SecretKeySpec(bytes, "AES");
        this.origin = origin;
    }

    /**
     * The key for a store; makes the key file where there is none.
     *
     * @throws StoreUnavailable naming what is wrong with the setting or the file
     */
    public static EncryptionKey of(StoreSettings settings) {
        String setting = settings.encryptionKey().strip();
        if (!setting.isEmpty()) {
            return new EncryptionKey(decode(setting, "store.encryption-key"), "store.encryption-key");
        }
        if (!settings.isSqlite()) {
            throw new StoreUnavailable("store.encryption-key is required with PostgreSQL, the same for all replicas:"
                    + " base64 of 32 random bytes (openssl rand -base64 32)");
        }
        Path file = Path.of(settings.sqliteFile() + ".key");
        return new EncryptionKey(decode(readOrCreate(file), "The key file " + file), "the key file " + file);
    }

    /**
     * Another key out of this one, by HKDF with SHA-256 (RFC 5869), for one purpose.
     *
     * @param salt of one store, so that two under one key have different ones
     * @param label of the purpose
     */
    SecretKeySpec derived(byte[] salt, String label) {
        byte[] extracted = hmac(salt, key.getEncoded());
        byte[] info = label.getBytes(StandardCharsets.UTF_8);
        byte[] first =
                ByteBuffer.allocate(info.length + 1).put(info).put((byte) 1).array();
        return new SecretKeySpec(hmac(extracted, first), HMAC);
    }

    private static byte[] hmac(byte[] key, byte[] text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(text);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JVM has " + HMAC, impossible);
        }
    }

    SecretKey key() {
        return key;
    }

    /** Where it comes from, for messages. */
    String origin() {
        return origin;
    }

    private static byte[] decode(String base64, String name) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new StoreUnavailable(name + " is not base64; it must be base64 of 32 bytes", e);
        }
        if (bytes.length != BYTES) {
            throw new StoreUnavailable(name + " holds " + bytes.length + " bytes; it must be base64 of 32 bytes");
        }
        return bytes;
    }

    private static String readOrCreate(Path file) {
        try {
            if (Files.notExists(file)) {
                create(file);
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new StoreUnavailable("The key file " + file + " can't be read or made: " + e, e);
        }
    }

    /** Whole or not at all, and the first one stays: the file is written elsewhere and then linked to its name. */
    private static void create(Path file) throws IOException {
        OwnerOnly.createFolders(file.getParent());
        Path draft = Files.createTempFile(file.getParent(), "key", ".tmp", OwnerOnly.attributes(file));
        try {
            writeToDisk(draft);
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            // Another process was first; its key counts.
            return;
        } finally {
            Files.delete(draft);
        }
    }

    private static void writeToDisk(Path draft) throws IOException {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(Base64.getEncoder().encode(bytes)));
            channel.force(true);
        }
    }
}
