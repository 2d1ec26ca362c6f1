-- The second release. What the first one's SQL relies on stays as it is: columns are added with a default, and tables.

-- Work of the size of the store, or of a service's list: how far it is, replaced by compare-and-set only.
CREATE TABLE walks (
    name           TEXT   NOT NULL PRIMARY KEY,
    place          TEXT,                        -- where it goes on, its walker's own JSON; empty once it has ended
    version        BIGINT NOT NULL,             -- grows with every page
    cursor_version BIGINT NOT NULL,             -- of the cursor that it began from
    began_at       BIGINT NOT NULL,
    moved_at       BIGINT NOT NULL,
    seen           BIGINT NOT NULL,             -- rows that it has looked at
    requested      BIGINT NOT NULL              -- runs that it has asked for, or rows that it has changed
);

-- Pairs whose lead a full pass over all leads has shown; emptied as the pass ends.
CREATE TABLE shown (
    referral_id TEXT NOT NULL PRIMARY KEY,
    pass        TEXT NOT NULL
);

-- For the next look at the queue, and for what was asked of everything that is parked.
CREATE INDEX requests_next ON requests (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX requests_parked ON requests (referral_id) WHERE state = 'parked';

-- Whose engagements a referral's end leaves to others.
CREATE INDEX engagements_referral ON engagements (referral_id);

-- Referrals that were looked at and are out of scope: the longest ago first.
CREATE INDEX pairs_out_of_scope ON pairs (updated_at)
    WHERE lead_id IS NULL AND state = 'out-of-scope' AND known_lead_ids = '';

-- The referrals of an engagement, which are looked at when the one that has it in hand gives it up.
CREATE INDEX pairs_engagement ON pairs (engagement_id) WHERE engagement_id IS NOT NULL;

-- The pause of a system that fails everybody; its kind is "throttled", the only word of the release before.
ALTER TABLE pauses ADD COLUMN outage INTEGER NOT NULL DEFAULT 0;

-- When somebody other than us last changed each side, by its own record (milliseconds since 1970); null: not known.
ALTER TABLE pairs ADD COLUMN referral_changed_at BIGINT;
ALTER TABLE pairs ADD COLUMN lead_changed_at BIGINT;

-- The key of the history's hashes now comes from the one that is kept apart; older hashes can be tried out no more.
DELETE FROM facts WHERE name = 'history.key';
