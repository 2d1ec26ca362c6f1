package org.referralconnectors.check;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.referralconnectors.store.Secrets;

/** For a look while there is no store yet; what is rotated meanwhile is forgotten, and the old token stays good. */
public final class UnstoredSecrets implements Secrets {

    private final Map<String, Secret> secrets = new HashMap<>();

    @Override
    public synchronized Optional<Secret> read(String name) {
        return Optional.ofNullable(secrets.get(name));
    }

    @Override
    public synchronized boolean replace(String name, String text, long expectedVersion) {
        long version = read(name).map(Secret::version).orElse(0L);
        if (version != expectedVersion) {
            return false;
        }
        secrets.put(name, new Secret(text, version + 1));
        return true;
    }
}
