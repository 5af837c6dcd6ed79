"""Ticket numbers as they are typed and pasted."""

import pytest

from app.control.read_numbers import pieces


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("104718235", ["104718235"]),
        ("104 718 235 104 718 332", ["104 718 235", "104 718 332"]),
        ("104718235104718332", ["104718235104718332"]),
        ("S 104-718.235\r\nR104718332", ["104 718 235", "104718332"]),
        ("[Ticket#104718235]; 104 718 332,", ["104718235", "104 718 332"]),
        ("104 718", ["104 718"]),
        ("104 718 235 Anschluss seit 3 Tagen", ["104 718 235", "3"]),
        ("keine Nummer", ["keine Nummer"]),
        (" \n,;\t", []),
        ("", []),
    ],
)
def test_pieces(typed, found):
    assert pieces(typed) == found
