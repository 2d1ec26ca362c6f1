package org.referralconnectors.store;

/** A secret in the store was encrypted with another key; the message says how to go on. */
public final class WrongKey extends RuntimeException {
    private final long version;

    WrongKey(String name, long version, EncryptionKey key, Throwable cause) {
        super(
                "The secret \"" + name + "\" in the store can't be decrypted with the key from " + key.origin()
                        + ": give back the key that was used before (store.encryption-key, or the key file), or, if it"
                        + " is lost, run `login` again, which replaces the secret.",
                cause);
        this.version = version;
    }

    /** Of the secret that can't be read; with it the secret can still be replaced. */
    public long version() {
        return version;
    }
}
