package org.referralconnectors.store;

/** A process that writes requests, and says so, until it is killed. */
final class EndlessWriter {
    private EndlessWriter() {}

    public static void main(String[] args) {
        Database database = Database.open(new StoreSettings(args[0], "", "", ""));
        Requests requests = new Requests(database);
        for (long n = 0; ; n++) {
            String id = "referral-" + n;
            database.execute(id, handle -> requests.request(handle, Event.live(id, Cause.WEBHOOK)))
                    .thenRun(() -> System.out.println(id));
        }
    }
}
