"""Only use cases open a transaction, each has a file of its own and a test of the same name."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.house import APP, ROOT, sources, written

NOT_HERE = ("routes.py", "forms.py", "models.py")
OPENS = re.compile(r"^\s*with transaction\(\)", re.MULTILINE)


def offences(app: Path, tests: Path) -> Iterator[str]:
    for file in sources(app):
        place = file.relative_to(app)
        if place.parts[0] in ("base", "operations") or not OPENS.search(file.read_text()):
            continue
        if place.name in NOT_HERE:
            yield f"{place}: a transaction outside a use case"
        elif not (tests / place.parent / f"test_{place.name}").exists():
            yield f"{place}: tests/{place.parent}/test_{place.name} is missing"


def test_every_use_case_has_a_test_of_its_name():
    assert list(offences(APP, ROOT / "tests")) == []


def test_it_can_fail(tmp_path):
    opens = "def f():\n    with transaction() as session:\n        pass\n"
    written(tmp_path, "app/desk/routes.py", opens)
    written(tmp_path, "app/tickets/merge.py", opens)
    written(tmp_path, "app/tickets/report.py", opens)
    written(tmp_path, "tests/tickets/test_report.py", "")

    assert list(offences(tmp_path / "app", tmp_path / "tests")) == [
        "desk/routes.py: a transaction outside a use case",
        "tickets/merge.py: tests/tickets/test_merge.py is missing",
    ]
