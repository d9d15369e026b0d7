"""Alembic's scripts, one a change of the ledger's tables. A script that a release has carried is never edited again."""
