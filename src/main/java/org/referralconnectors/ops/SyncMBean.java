package org.referralconnectors.ops;

/** What JMX and Hawtio show and offer as {@value #NAME}; the texts of the annotations stand beside each there. */
public interface SyncMBean {

    String NAME = "org.referralconnectors:type=Sync";

    @Described("Pairs of a referral and its lead that are known")
    long getPairs();

    @Described("Pairs that wait for a run")
    int getWaiting();

    @Described("Pairs that run at this moment, in any process on this store")
    int getRunning();

    @Described("Pairs that are parked until an operator does something")
    int getParked();

    @Described("Age of the oldest change that no finished run has covered, in seconds; parked pairs are left out")
    long getOldestUnsyncedSeconds();

    @Described("Systems that are not called now, each with the reason; an operator's pauses are named as such")
    String[] getPausedSystems();

    @Described("Long work under way, such as a first pass over all leads: how far it is, and since when")
    String[] getWalks();

    @Described("Requests a run of one pair")
    String syncNow(@Described("id of the referral") String referralId);

    @Described("Tries a parked pair, and the fields parked in it, again")
    String replay(@Described("id of the referral") String referralId);

    @Described("Tries again all that is parked")
    String replayAll(@Described("only what is parked with this code; empty: everything") String errorCode);

    @Described("Settles a field that is parked because both sides changed")
    String resolve(
            @Described("id of the referral") String referralId,
            @Described("the field's name in mapping.yaml, such as deal or contact.telephone1") String field,
            @Described("whose value counts: referral or lead") String take);

    @Described("Gives a parked request up, on the record; a later event starts afresh")
    String drop(
            @Described("id of the referral") String referralId,
            @Described("why, for the history; no personal data") String why);

    @Described("No call to a system until it is resumed; webhooks are still taken")
    String pause(@Described("partner-center, dynamics or all") String system);

    @Described("Ends the pauses of a system, an operator's and any other")
    String resume(@Described("partner-center, dynamics or all") String system);

    @Described("One pair's story in sentences, oldest first")
    String explain(@Described("id of the referral") String referralId);

    @Described("Reads both sides and shows what a run would write; writes nothing")
    String plan(@Described("id of the referral") String referralId);
}
