package org.referralconnectors.store;

/** The tables of one store that runs and triggers work on. */
public record Tables(
        Database database,
        Requests requests,
        Pairs pairs,
        Engagements engagements,
        History history,
        NotReferrals notReferrals,
        Notices notices,
        Cursors cursors,
        Ticks ticks,
        Walks walks,
        Shown shown) {

    public static Tables of(Database database) {
        Requests requests = new Requests(database);
        return new Tables(
                database,
                requests,
                new Pairs(database),
                new Engagements(requests),
                new History(database),
                new NotReferrals(database),
                new Notices(database),
                new Cursors(database),
                new Ticks(database),
                new Walks(database),
                new Shown(database));
    }
}
