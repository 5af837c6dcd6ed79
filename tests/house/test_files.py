"""Files stay small, say what they are, and leave nothing for later."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.house import APP, ROOT, sources, tree, written

LONGEST = 400
LATER = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b")
READ = {".py", ".html", ".css", ".js", ".md", ".toml", ".mako", ".cfg", ".po"}
FOLDERS = ("app", "tests", "bench", "migrations", "docs", "deploy")


def sizes(app: Path) -> Iterator[str]:
    for file in sources(app):
        lines = file.read_text().count("\n")
        if lines > LONGEST:
            yield f"{file.relative_to(app)}: {lines} lines"


def without_a_docstring(app: Path) -> Iterator[str]:
    return (str(file.relative_to(app)) for file in sources(app) if not ast.get_docstring(tree(file)))


def left_for_later(root: Path) -> Iterator[str]:
    files = [file for folder in FOLDERS for file in sorted((root / folder).rglob("*"))] + sorted(root.glob("*"))
    for file in files:
        if not file.is_file() or file.suffix not in READ or {"vendor", "built", "__pycache__"} & set(file.parts):
            continue
        for number, line in enumerate(file.read_text().splitlines(), 1):
            if LATER.search(line):
                yield f"{file.relative_to(root)}:{number}: {line.strip()}"


def test_files_stay_small():
    assert list(sizes(APP)) == []


def test_every_module_says_what_is_here():
    assert list(without_a_docstring(APP)) == []


def test_nothing_is_left_for_later():
    assert list(left_for_later(ROOT)) == []


def test_it_can_fail(tmp_path):
    written(tmp_path, "app/long.py", "x = 1\n" * (LONGEST + 1))
    written(tmp_path, "docs/plan.md", "All done.\nTO" + "DO: think\n")

    assert list(sizes(tmp_path / "app")) == ["long.py: 401 lines"]
    assert list(without_a_docstring(tmp_path / "app")) == ["long.py"]
    assert list(left_for_later(tmp_path)) == ["docs/plan.md:2: TO" + "DO: think"]
