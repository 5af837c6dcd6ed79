"""Telephone numbers: any German spelling becomes E.164 («+4956112345»)."""

import re
import unicodedata

import phonenumbers

from app.base.refused import Refused
from app.base.words import _

FIRST_SIGN = re.compile(r"[+(\d].*", re.DOTALL)
TRUNK_ZERO = re.compile(r"^(\(?\s*(?:\+|00)[\d\s]*\)?\s*)\(\s*0\s*\)")
BARE_GERMANY = re.compile(r"^49\d{9,}$")


class NoTelephoneNumber(Refused):
    """What was typed cannot be dialled."""


def e164(text: str, region: str = "DE") -> str:
    """The number as E.164. Words before it and everything from the first letter behind it («Durchwahl 12») are left out.

    Raises NoTelephoneNumber.
    """
    found = FIRST_SIGN.search(unicodedata.normalize("NFKC", text))
    if not found:
        raise NoTelephoneNumber(_("“%(text)s” holds no telephone number.", text=text.strip()))
    written = TRUNK_ZERO.sub(r"\1", re.split(r"[^\W\d_]|;", found[0], maxsplit=1)[0])
    digits = "".join(sign for sign in phonenumbers.normalize_diallable_chars_only(written) if sign in "+0123456789")
    if region == "DE" and BARE_GERMANY.match(digits):
        digits = f"+{digits}"
    if not digits.startswith(("+", "0")):
        raise NoTelephoneNumber(
            _("“%(text)s” has no area code. Begin with 0, or with + for other countries.", text=text.strip())
        )
    try:
        number = phonenumbers.parse(digits, region)
    except phonenumbers.NumberParseException as fault:
        too_long = fault.error_type == phonenumbers.NumberParseException.TOO_LONG
        reason = phonenumbers.ValidationResult.TOO_LONG if too_long else phonenumbers.ValidationResult.INVALID_LENGTH
        raise NoTelephoneNumber(_impossible(text.strip(), reason)) from fault
    reason = phonenumbers.is_possible_number_with_reason(number)
    # The first 0 stays only where too little is left without it.
    if number.country_code == 49 and number.italian_leading_zero:
        reason = phonenumbers.ValidationResult.TOO_SHORT
    if reason != phonenumbers.ValidationResult.IS_POSSIBLE:
        raise NoTelephoneNumber(_impossible(text.strip(), reason))
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _impossible(text: str, reason: int) -> str:
    kind = phonenumbers.ValidationResult
    if reason in (kind.TOO_SHORT, kind.IS_POSSIBLE_LOCAL_ONLY):
        return _("“%(text)s” is too short for a telephone number.", text=text)
    if reason == kind.TOO_LONG:
        return _("“%(text)s” is too long for a telephone number. One number in each field, please.", text=text)
    return _("“%(text)s” is no telephone number.", text=text)
