package org.referralconnectors.store;

import java.util.HexFormat;
import javax.crypto.spec.SecretKeySpec;
import org.jdbi.v3.core.Handle;

/**
 * The keys of this store's hashes: out of the key that is kept apart, and of a salt that goes where the store goes. So
 * a thief of the store alone, or of its backup, can't try out values against the hashes.
 *
 * @param salt the secret of the first release's tombstones ({@code erasure.key}), made with the store
 */
record DerivedKeys(EncryptionKey key, byte[] salt) {

    static DerivedKeys of(EncryptionKey key, Handle handle) {
        String hex = handle.createQuery("SELECT value FROM facts WHERE name = 'erasure.key'")
                .mapTo(String.class)
                .one();
        return new DerivedKeys(key, HexFormat.of().parseHex(hex));
    }

    /** @param label of what is hashed */
    SecretKeySpec of(String label) {
        return key.derived(salt, label);
    }
}
