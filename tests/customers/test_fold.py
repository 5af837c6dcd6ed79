import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.customers.fold import fold, fold_street


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Müller-Lüdenscheid", "mueller luedenscheid"),
        ("  MÜLLER   Lüdenscheid ", "mueller luedenscheid"),
        ("Mu\u0308ller", "mueller"),
        ("Weiß", "weiss"),
        ("GROẞ", "gross"),
        ("René d'Été", "rene d ete"),
        ("Łukasz Østergård", "lukasz ostergard"),
        ("Yılmaz", "yilmaz"),
        ("Stadtwerke GmbH & Co. KG", "stadtwerke gmbh co kg"),
    ],
)
def test_what_means_the_same_has_the_same_key(text, key):
    assert fold(text) == key


@pytest.mark.parametrize(
    "spelling",
    ["Leipziger Straße 212", "Leipziger Str. 212", "Leipziger str 212", "LEIPZIGER STRASSE 212", "Leipzigerstr.212"],
)
def test_a_street_has_one_form(spelling):
    assert fold_street(spelling) == "leipzigerstr212"


def test_hyphens_and_blanks_in_streets_do_not_count():
    assert fold_street("Karl-Marx-Straße 1") == fold_street("Karl Marx Str. 1")


def test_only_the_word_street_is_shortened():
    assert fold_street("Am Strand 3") == "amstrand3"
    assert fold_street("Straße des 17. Juni") == "strdes17juni"


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)
