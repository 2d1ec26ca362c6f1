-- One SQL for SQLite and PostgreSQL; the release before this one goes on working on it.

-- The referrals of an engagement, and the engagement whose one lead a referral has or is about to make.
CREATE INDEX pairs_engagement ON pairs (engagement_id) WHERE engagement_id IS NOT NULL;
CREATE INDEX engagements_referral ON engagements (referral_id);
