import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.customers.phone import NoTelephoneNumber, e164

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

# The app is only there for the sentences; nothing in it changes from one example to the next.
SAME_APP = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
SPELLINGS = [
    "0561/123-45", "(0561) 12345", "0561 12345", "+49 (0)561 12345", "+49 561 12345", "+49561 12345", "0049 561 12345",
    "0049 (0) 561/12345", "(+49) 561 12345", "(0049)561-12345", "0 56 1 - 12 34 5", "0561.123.45", "+49 0561 12345",
    "Tel.: 0561 12345", "Telefon 0561 12345 (abends)", "0561 12345 Durchwahl 12", "0561 12345 ext. 7", "0561 12345 App. 3",
    "0561 12345;ext=3", "０５６１ １２３４５", " 0561–12345\u00a0",
]  # fmt: skip


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_any_german_spelling(app, spelling):
    assert e164(spelling) == "+4956112345"


@pytest.mark.parametrize(
    ("spelling", "number"),
    [
        ("0176 04069 012", "+4917604069012"),
        ("4917604069012", "+4917604069012"),
        ("+43 1 5131234", "+4315131234"),
        ("0043 1 5131234", "+4315131234"),
        ("0800 330 1000", "+498003301000"),
        ("030 / 902 60", "+493090260"),
    ],
)
def test_mobile_foreign_and_free_numbers(app, spelling, number):
    assert e164(spelling) == number


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("", "Telefonnummer"),
        ("unbekannt", "Telefonnummer"),
        ("12345", "Vorwahl"),
        ("110", "Vorwahl"),
        ("0561", "kurz"),
        ("0561 12345 / 0176 04069012", "lang"),
        ("0561 1234567890123", "lang"),
        ("+4900000", "Telefonnummer"),
        ("+999 12345678", "Telefonnummer"),
    ],
)
def test_what_cannot_be_dialled_is_refused_with_a_sentence(app, typed, word):
    with app.test_request_context(headers={"Accept-Language": "de"}), pytest.raises(NoTelephoneNumber, match=word):
        e164(typed)


@SAME_APP
@given(
    area=st.sampled_from(["561", "5605", "30", "176", "89", "36071"]),
    number=st.from_regex(r"[1-9][0-9]{4,6}", fullmatch=True),
    prefix=st.sampled_from(["0", "(0", "+49 ", "+49 (0)", "0049 ", "0049(0)", "+49-", "Tel. 0"]),
    gap=st.sampled_from(["", " ", "/", "-", " / ", "–"]),
    split=st.integers(1, 4),
)
def test_every_way_to_write_a_number_gives_the_same(app, area, number, prefix, gap, split):
    closed = ")" if prefix == "(0" else ""
    written = f"{prefix}{area}{closed}{gap}{number[:split]} {number[split:]}"

    assert e164(written) == f"+49{area}{number}"


@SAME_APP
@given(st.text(alphabet="0123456789+()/- abc.;", max_size=30))
def test_it_gives_a_number_or_a_refusal_and_e164_stays_e164(app, typed):
    try:
        number = e164(typed)
    except NoTelephoneNumber:
        return
    assert number.startswith("+")
    assert number[1:].isdecimal()
    assert e164(number) == number
