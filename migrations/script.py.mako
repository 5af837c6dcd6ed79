"""${up_revision}: ${message}.

Why: what was wrong or missing before, and what happens to the rows that are there.
Lock: which tables are locked, how strongly, and for how long at 1,000,000 tickets.
Going back: what it loses.
"""

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
depends_on = ${repr(depends_on)}


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    ${downgrades if downgrades else "pass"}
