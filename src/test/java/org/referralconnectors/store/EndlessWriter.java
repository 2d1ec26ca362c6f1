package org.referralconnectors.store;

/** A process that writes requests, and says so, until it is killed. */
final class EndlessWriter {
    private EndlessWriter() {}

    public static void main(String[] args) {
        Database database = Database.open(new StoreSettings(args[0], "", "", ""));
        Requests requests = new Requests(database);
        for (int thread = 0; thread < 4; thread++) {
            String prefix = "referral-" + thread + "-";
            new Thread(() -> write(database, requests, prefix)).start();
        }
    }

    private static void write(Database database, Requests requests, String prefix) {
        for (long n = 0; ; n++) {
            String id = prefix + n;
            database.executeNow(id, handle -> requests.request(handle, Event.live(id, Cause.WEBHOOK)));
            System.out.println(id);
        }
    }
}
