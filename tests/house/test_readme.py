"""What README.md names is there: pictures, pages, modules, test files, targets of make; and a page for each room."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.house import ROOMS, ROOT, written

LINK = re.compile(r"!?\[[^\]]*\]\(([^)#]+)")
MODULE = re.compile(r"python -m (bench(?:\.\w+)?)")
TESTS = re.compile(r"\btests/[\w/.]*\w")
TARGET = re.compile(r"\bmake ([a-z]+(?:-[a-z]+)*)")
IS_TARGET = re.compile(r"^([a-z-]+):", re.MULTILINE)


def missing(root: Path) -> Iterator[str]:
    """Everything that README.md of *root* names and that is not there."""
    text = (root / "README.md").read_text(encoding="utf-8")
    paths = LINK.findall(text) + TESTS.findall(text)
    paths += [
        f"{module.replace('.', '/')}.py" if "." in module else f"{module}/__main__.py"
        for module in MODULE.findall(text)
    ]
    for path in paths:
        if not path.startswith("http") and not (root / path).exists():
            yield path
    targets = IS_TARGET.findall((root / "Makefile").read_text(encoding="utf-8"))
    yield from (f"make {target}" for target in TARGET.findall(text) if target not in targets)


def pictures(root: Path) -> set[str]:
    return {path for path in LINK.findall((root / "README.md").read_text(encoding="utf-8")) if path.endswith(".png")}


def test_what_the_readme_names_is_there():
    assert list(missing(ROOT)) == []


def test_the_readme_shows_every_picture_that_is_kept():
    assert pictures(ROOT) == {str(file.relative_to(ROOT)) for file in (ROOT / "docs" / "shots").iterdir()} != set()


def test_every_room_has_its_page():
    assert [room for room in ROOMS if not (ROOT / "docs" / f"{room}.md").is_file()] == []


def test_it_can_fail(tmp_path):
    written(tmp_path, "Makefile", "run: setup\n\techo\n")
    written(
        tmp_path, "README.md",
        "![x](docs/shots/x.png) [y](docs/y.md#z) `python -m bench.x`, `python -m bench`, tests/a/test_b.py, make run, make tea",
    )  # fmt: skip

    assert list(missing(tmp_path)) == [
        "docs/shots/x.png", "docs/y.md", "tests/a/test_b.py", "bench/x.py", "bench/__main__.py", "make tea",
    ]  # fmt: skip
