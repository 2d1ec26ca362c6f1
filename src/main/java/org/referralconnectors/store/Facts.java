package org.referralconnectors.store;

import java.util.Optional;

/** What must stay the same as long as the store lives, such as the organisation and the tenant it was filled from. */
public final class Facts {
    private final Database database;

    public Facts(Database database) {
        this.database = database;
    }

    public Optional<String> find(String name) {
        return database.read(handle -> handle.createQuery("SELECT value FROM facts WHERE name = :name")
                .bind("name", name)
                .mapTo(String.class)
                .findOne());
    }

    /** Remembers a value if none is known yet; returns the one that stands. */
    public String remember(String name, String value) {
        return database.writeNow("fact", handle -> {
            handle.createUpdate("INSERT INTO facts (name, value) VALUES (:name, :value) ON CONFLICT DO NOTHING")
                    .bind("name", name)
                    .bind("value", value)
                    .execute();
            return handle.createQuery("SELECT value FROM facts WHERE name = :name")
                    .bind("name", name)
                    .mapTo(String.class)
                    .one();
        });
    }
}
