"""README.md and docs/ name what is there."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.house import ROOMS, ROOT, written

PICTURE = re.compile(r"!\[[^\]]+\]\(([^)]+)\)")
MODULE = re.compile(r"python -m ((?:bench|app|tests)[\w.]*)")
TARGET = re.compile(r"`make ([a-z-]+)")
PLACE = re.compile(r"\b(?:tests|docs|app|deploy)/[\w./-]*\w")


def missing(root: Path) -> Iterator[str]:
    """What README.md names and nobody finds."""
    readme, make = (root / "README.md").read_text(), (root / "Makefile").read_text()
    yield from (name for name in PICTURE.findall(readme) if not (root / name).is_file())
    for module in MODULE.findall(readme):
        path = root.joinpath(*module.split("."))
        if not path.with_suffix(".py").is_file() and not (path / "__main__.py").is_file():
            yield module
    yield from (f"make {name}" for name in TARGET.findall(readme) if not re.search(rf"^{name}:", make, re.MULTILINE))
    yield from (name for name in PLACE.findall(readme) if not (root / name).exists())


def unused(root: Path) -> Iterator[str]:
    """Pictures that README.md does not show."""
    shown = PICTURE.findall((root / "README.md").read_text())
    pictures = (str(file.relative_to(root)) for file in sorted((root / "docs" / "shots").iterdir()))
    return (name for name in pictures if name not in shown)


def test_what_the_readme_names_is_there():
    assert list(missing(ROOT)) == []


def test_no_picture_is_left_over():
    assert list(unused(ROOT)) == []


def test_every_room_has_its_page():
    assert [room for room in ROOMS if not (ROOT / "docs" / f"{room}.md").is_file()] == []


def test_it_can_fail(tmp_path):
    written(tmp_path, "Makefile", "run: setup\n")
    written(tmp_path, "docs/shots/old.png", "")
    written(tmp_path, "README.md", "![Desk](docs/shots/desk.png) `make run` `make tea` `python -m bench.tea` tests/tea")

    assert list(missing(tmp_path)) == [
        "docs/shots/desk.png",
        "bench.tea",
        "make tea",
        "docs/shots/desk.png",
        "tests/tea",
    ]
    assert list(unused(tmp_path)) == ["docs/shots/old.png"]
