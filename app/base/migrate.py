"""Bringing a database to the shape of this version, and back; ``make migration`` writes the next step."""

import io
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

FOLDER = Path(__file__).resolve().parents[2] / "migrations"


def settings_for(url: str) -> Config:
    """What Alembic needs to know to work on the database at *url*."""
    config = Config(stdout=io.StringIO())  # Alembic would tell what the caller tells better
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.set_main_option("truncate_slug_length", "60")
    config.attributes["url"] = url
    return config


def upgrade(url: str, revision: str = "head") -> None:
    """Carry out every migration up to *revision* that the database at *url* has not seen."""
    command.upgrade(settings_for(url), revision)


def downgrade(url: str, revision: str) -> None:
    """Go back to *revision* (``base`` for an empty database); each migration says what that loses."""
    command.downgrade(settings_for(url), revision)


def is_current(url: str) -> bool:
    """Whether the database at *url* has seen the last migration."""
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            seen = MigrationContext.configure(connection).get_current_revision()
    finally:
        engine.dispose()
    return seen == ScriptDirectory.from_config(settings_for(url)).get_current_head()


def differences(url: str) -> list[Any]:
    """What the models say and the database at *url* has not, or the other way round; empty when they agree."""
    config = settings_for(url)
    found: list[Any] = []
    config.attributes["differences"] = found
    command.current(config)
    return found


def write_next(name: str, url: str) -> Path:
    """Write the migration *name* from what the models have and the database at *url* has not."""
    config = settings_for(url)
    numbers = [int(file.name[:4]) for file in (FOLDER / "versions").glob("[0-9]*_*.py")]
    made = command.revision(config, name, autogenerate=True, rev_id=f"{max(numbers, default=0) + 1:04}")
    assert made is not None
    assert not isinstance(made, list)
    return Path(made.path)


def main() -> None:
    """``python -m app.base.migrate NAME``: bring a database of its own up to date and compare the models with it."""
    name = " ".join(sys.argv[1:]).strip()
    if not re.search(r"\w", name):
        sys.exit(
            'A migration needs a name that says what it does: make migration name="let a ticket point to its survivor"'
        )
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/shape.sqlite"
        upgrade(url)
        path = write_next(name, url)
    sys.stdout.write(f"{path.relative_to(FOLDER.parent)}: now fill in its docstring and read every line.\n")


if __name__ == "__main__":
    main()
