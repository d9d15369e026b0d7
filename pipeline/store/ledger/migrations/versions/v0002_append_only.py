"""The database itself refuses to change or remove an entry."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"

SQLITE = """CREATE TRIGGER entries_no_{act} BEFORE {act} ON entries
BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END"""
REFUSE = """CREATE FUNCTION ledger_only_grows() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'the ledger only grows'; END $$ LANGUAGE plpgsql"""
POSTGRES = (
    "CREATE TRIGGER entries_only_grow BEFORE UPDATE OR DELETE ON entries "
    "FOR EACH ROW EXECUTE FUNCTION ledger_only_grows()"
)


def upgrade() -> None:
    """Set the triggers."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(REFUSE)
        op.execute(POSTGRES)
    else:
        for act in ("UPDATE", "DELETE"):
            op.execute(SQLITE.format(act=act))
