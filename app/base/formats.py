"""How instants, days, numbers and telephone numbers are written for people."""

from datetime import date, datetime

import phonenumbers
from flask_babel import format_date, get_locale

from app.base import clock


def moment(value: datetime) -> str:
    """«Mi., 03.08.2022, 14:03», in German time."""
    local = value.astimezone(clock.BERLIN)
    return f"{day(local.date())}, {local:%H:%M}"


def short(value: datetime) -> str:
    """«03.08., 14:03»; today only the time."""
    local = value.astimezone(clock.BERLIN)
    if local.date() == clock.today():
        return f"{local:%H:%M}"
    return f"{short_day(local.date())}, {local:%H:%M}"


def day(value: date) -> str:
    """«Mi., 03.08.2022»."""
    return f"{weekday(value)}, {_digits(value)}"


def short_day(value: date) -> str:
    """«Mi., 03.08.»; with the year where it is not this year's."""
    if value.year != clock.today().year:
        return day(value)
    return f"{weekday(value)}, {value:%d.%m.}" if _is_german() else f"{weekday(value)}, {value:%d/%m}"


def spoken(value: date) -> str:
    """«Mittwoch, 3. August», to be read aloud."""
    return str(format_date(value, "EEEE, d.\N{NO-BREAK SPACE}MMMM" if _is_german() else "EEEE, d MMMM"))


def weekday(value: date) -> str:
    """«Mi.» or «Wed»."""
    return str(format_date(value, "EEE"))


def age_days(value: datetime) -> int:
    """Whole days since *value*."""
    return max(0, (clock.now() - value).days)


def number(value: int) -> str:
    """A ticket number as it is said: «104 718 235»."""
    digits = f"{value:09d}"
    return f"{digits[:3]} {digits[3:6]} {digits[6:]}"


def spaced(value: int) -> str:
    """A customer's or an order's number as it is said, without its letter: «118 204»."""
    return f"{value:,}".replace(",", " ")


def count(value: int) -> str:
    """«1.284» in German, «1,284» in English."""
    if -1000 < value < 1000:
        return str(value)
    return f"{value:,}".replace(",", ".") if _is_german() else f"{value:,}"


def phone(e164: str) -> str:
    """«0176 04069012»: German numbers as they are dialled in Germany, others with their country code."""
    try:
        parsed = phonenumbers.parse(e164, None)
    except phonenumbers.NumberParseException:
        return e164
    style = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(parsed, style.NATIONAL if parsed.country_code == 49 else style.INTERNATIONAL)


def _digits(value: date) -> str:
    return f"{value:%d.%m.%Y}" if _is_german() else f"{value:%d/%m/%Y}"


def _is_german() -> bool:
    locale = get_locale()
    return locale is None or locale.language == "de"


FILTERS = {
    "moment": moment, "short": short, "day": day, "short_day": short_day, "spoken": spoken,
    "age_days": age_days, "number": number, "count": count, "phone": phone, "spaced": spaced,
}  # fmt: skip
