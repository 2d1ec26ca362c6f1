package org.referralconnectors.store;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jdbi.v3.core.Handle;

/**
 * What was erased, known by a keyed hash of its id alone (HMAC-SHA256). The key comes from the one that is kept apart
 * from the store, and from a salt in the store; under another one, nothing erased would be known again. What the first
 * release erased has a hash under the salt itself, and stays known by that.
 */
public final class Tombstones {
    private static final String HMAC = "HmacSHA256";
    private static final int KEY_BYTES = 32;

    private final Database database;
    private volatile DerivedKeys keys;

    public Tombstones(Database database) {
        this.database = database;
    }

    /** Whether the referral, or the lead of the engagement, of this id was erased. */
    public boolean has(String id) {
        return database.read(handle -> handle.createQuery("SELECT COUNT(*) FROM tombstones WHERE hash IN (:hash, :old)")
                        .bind("hash", hash(handle, id))
                        .bind("old", hash(new SecretKeySpec(keys(handle).salt(), HMAC), id))
                        .mapTo(Integer.class)
                        .one()
                > 0);
    }

    /** By which it is known here; the id can't be told from it. */
    public String hash(String id) {
        return database.read(handle -> hash(handle, id));
    }

    void add(Handle handle, String id) {
        handle.createUpdate("INSERT INTO tombstones (hash, erased_at) VALUES (:hash, <now>) ON CONFLICT DO NOTHING")
                .bind("hash", hash(handle, id))
                .execute();
    }

    String hash(Handle handle, String id) {
        return hash(keys(handle).of("tombstones"), id);
    }

    static String hash(SecretKeySpec key, String id) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(id.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JVM has " + HMAC, impossible);
        }
    }

    /** A new salt, for a new store. */
    static String newKey() {
        byte[] bytes = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private DerivedKeys keys(Handle handle) {
        if (keys == null) {
            keys = DerivedKeys.of(database.key(), handle);
        }
        return keys;
    }
}
