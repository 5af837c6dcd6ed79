"""Every setting is explained in docs/settings.md, and nothing is explained that does not exist."""

import re
from collections.abc import Iterable, Iterator

from app.base.settings import Settings
from tests.house.house import ROOT

NOT_THE_PROGRAMS = {"WARTESAAL_NIGHTLY"}
"""Read by the tests."""


def offences(fields: Iterable[str], text: str) -> Iterator[str]:
    exist = {f"WARTESAAL_{field.upper()}" for field in fields}
    explained = set(re.findall(r"^\| `(WARTESAAL_[A-Z_]+)`", text, re.MULTILINE))
    yield from (f"{name} is not explained" for name in sorted(exist - explained))
    yield from (f"{name} does not exist" for name in sorted(explained - exist - NOT_THE_PROGRAMS))


def test_every_setting_is_explained():
    assert list(offences(Settings.model_fields, (ROOT / "docs" / "settings.md").read_text())) == []


def test_it_can_fail():
    text = "| `WARTESAAL_ONE` | |\n| `WARTESAAL_TWO` | |\n"

    assert list(offences(["one", "three"], text)) == [
        "WARTESAAL_THREE is not explained",
        "WARTESAAL_TWO does not exist",
    ]
