-- One schema for SQLite and PostgreSQL. Times are milliseconds since 1970 by the database's clock, yes and no are 1 and 0,
-- documents are JSON in text.

-- The work queue: one row per referral that anything was ever heard of.
CREATE TABLE requests (
    referral_id  TEXT    NOT NULL PRIMARY KEY,
    state        TEXT    NOT NULL,              -- idle, waiting, running, parked
    seq          BIGINT  NOT NULL,              -- grows with every event
    priority     INTEGER NOT NULL,              -- 0 live, 1 retry, 2 backfill
    due_at       BIGINT,                        -- waiting: when it may run; running: when the lease ends
    not_before   BIGINT  NOT NULL DEFAULT 0,    -- the next run starts no earlier
    lease        TEXT,
    attempts     INTEGER NOT NULL DEFAULT 0,
    lead_id      TEXT,                          -- the lead that an event named
    requested_at BIGINT,                        -- the oldest event that no finished run has covered
    moved_at     BIGINT,                        -- the first event since the claim
    webhook      INTEGER NOT NULL DEFAULT 0,    -- events per cause since the last finished run
    related      INTEGER NOT NULL DEFAULT 0,
    lead_poll    INTEGER NOT NULL DEFAULT 0,
    sweep        INTEGER NOT NULL DEFAULT 0,
    operator     INTEGER NOT NULL DEFAULT 0,
    backfill     INTEGER NOT NULL DEFAULT 0,
    follow_up    INTEGER NOT NULL DEFAULT 0,
    quiet_runs   INTEGER NOT NULL DEFAULT 0,    -- runs in a row that wrote nothing
    quiet_since  BIGINT  NOT NULL DEFAULT 0,
    gap          BIGINT  NOT NULL DEFAULT 0,    -- least time to the next run
    trace        TEXT,                          -- of the last webhook that asked (W3C traceparent), if traced
    why          TEXT,                          -- why the last run is to be repeated
    one_attempt  INTEGER NOT NULL DEFAULT 0,    -- parked, and an event since gives it one attempt
    replay_only  INTEGER NOT NULL DEFAULT 0,
    parked_at    BIGINT,
    system       TEXT,
    step         TEXT,
    status       INTEGER,
    code         TEXT,
    reason       TEXT,
    remedy       TEXT
);
CREATE INDEX requests_due ON requests (priority, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX requests_state ON requests (state, requested_at) WHERE state <> 'idle';

-- One row per referral seen: its lead, and what both sides held when they were last in step.
CREATE TABLE pairs (
    referral_id       TEXT    NOT NULL PRIMARY KEY,
    engagement_id     TEXT,
    lead_id           TEXT UNIQUE,
    known_lead_ids    TEXT    NOT NULL,         -- every lead it ever had, separated by spaces
    state             TEXT    NOT NULL,
    reason            TEXT,
    referral_etag     TEXT,
    lead_etag         TEXT,
    own_referral_etag TEXT,                     -- as our own last write left them
    own_lead_etag     TEXT,
    agreed            TEXT,
    parked_fields     INTEGER NOT NULL,
    intent            TEXT,
    fights            TEXT,
    updated_at        BIGINT  NOT NULL
);
CREATE INDEX pairs_parked_fields ON pairs (referral_id) WHERE parked_fields > 0;

-- Which referral of an engagement has, or is about to make, its one lead.
CREATE TABLE engagements (
    engagement_id TEXT NOT NULL PRIMARY KEY,
    referral_id   TEXT NOT NULL
);

-- Every decision that matters; rows are only ever added, and removed by age.
CREATE TABLE history (
    id          ${identity},
    referral_id TEXT   NOT NULL,
    at          BIGINT NOT NULL,
    causes      TEXT,
    flow        TEXT   NOT NULL,
    outcome     TEXT   NOT NULL,
    observed    TEXT,
    written     TEXT,
    skipped     TEXT,
    digest      TEXT   NOT NULL
);
CREATE INDEX history_pair ON history (referral_id, id);
CREATE INDEX history_age ON history (at);

-- How far the lead poll and the sweep have come; replaced by compare-and-set only.
CREATE TABLE cursors (
    name    TEXT   NOT NULL PRIMARY KEY,
    value   TEXT   NOT NULL,
    version BIGINT NOT NULL
);

-- Schedules that one replica at a time may follow.
CREATE TABLE ticks (
    name   TEXT   NOT NULL PRIMARY KEY,
    due_at BIGINT NOT NULL
);

-- Remote systems that are not to be called.
CREATE TABLE pauses (
    system      TEXT   NOT NULL PRIMARY KEY,
    kind        TEXT   NOT NULL,
    reason      TEXT   NOT NULL,
    since       BIGINT NOT NULL,
    ends_at     BIGINT NOT NULL,
    probe_until BIGINT NOT NULL,
    times       INTEGER NOT NULL DEFAULT 1      -- pauses in a row, each begun by the probe of the one before
);

-- Encrypted; replaced by compare-and-set only.
CREATE TABLE secrets (
    name    TEXT   NOT NULL PRIMARY KEY,
    sealed  TEXT   NOT NULL,
    version BIGINT NOT NULL
);

-- What must never change under one store, such as the organisation.
CREATE TABLE facts (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

-- Closings, deletions and recreations, which a brake may hold back.
CREATE TABLE moves (
    referral_id TEXT    NOT NULL,
    kind        TEXT    NOT NULL,
    state       TEXT    NOT NULL,               -- made, held, approved
    counted     INTEGER NOT NULL,
    at          BIGINT  NOT NULL,
    PRIMARY KEY (referral_id, kind)
);
CREATE INDEX moves_at ON moves (at);

-- Ids in subjects that turned out to be no referral's.
CREATE TABLE not_referrals (
    id      TEXT   NOT NULL PRIMARY KEY,
    ends_at BIGINT NOT NULL
);
CREATE INDEX not_referrals_end ON not_referrals (ends_at);

-- Pairs that a person should know of before something happens to them.
CREATE TABLE notices (
    referral_id TEXT   NOT NULL PRIMARY KEY,
    kind        TEXT   NOT NULL,                -- unanswered, won
    ends_at     BIGINT NOT NULL                 -- unanswered: when the referral expires
);

-- Erased referrals, and the engagements whose lead they had: nothing of them comes back. Hashes under the key below.
CREATE TABLE tombstones (
    hash      TEXT   NOT NULL PRIMARY KEY,
    erased_at BIGINT NOT NULL
);
INSERT INTO facts (name, value) VALUES ('erasure.key', '${erasureKey}');
