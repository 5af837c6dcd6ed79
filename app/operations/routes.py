"""The room's commands; it has no pages."""

from flask import Blueprint, Flask

from app.operations.commands import COMMANDS

bp = Blueprint("operations", __name__)


def prepare(app: Flask) -> None:
    """Add ``flask replay``, ``flask check`` and ``flask demo``."""
    for command in COMMANDS:
        app.cli.add_command(command)
