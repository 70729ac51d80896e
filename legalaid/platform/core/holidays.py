"""What is known of a year before its notice: the days the statute itself makes holidays (全国年节及纪念日放假办法, as revised in 2024), and
that far from them no day is moved. Nearer, a notice may move any day."""

from datetime import date, timedelta
from functools import cache

# from the year the revised statute holds: Spring Festival, 端午 and 中秋 by the lunar calendar (GB/T 33661)
LUNAR = {
    2025: ("01-29", "05-31", "10-06"),
    2026: ("02-17", "06-19", "09-25"),
    2027: ("02-06", "06-09", "09-15"),
    2028: ("01-26", "05-28", "10-03"),
    2029: ("02-13", "06-16", "09-22"),
    2030: ("02-03", "06-05", "09-12"),
    2031: ("01-23", "06-24", "10-01"),
    2032: ("02-11", "06-12", "09-19"),
    2033: ("01-31", "06-01", "09-08"),
    2034: ("02-19", "06-20", "09-27"),
    2035: ("02-08", "06-10", "09-16"),
    2036: ("01-28", "05-30", "10-04"),
    2037: ("02-15", "06-18", "09-24"),
    2038: ("02-04", "06-07", "09-13"),
    2039: ("01-24", "05-27", "10-02"),
    2040: ("02-12", "06-14", "09-20"),
}
MOVED_WITHIN = 10  # days: the farthest a yearly notice of 2008 to 2026 moved one from a holiday
DAY = timedelta(days=1)


@cache
def statutory(year):
    """{date: name} of the thirteen days; nothing for a year the tables do not reach."""
    if year not in LUNAR:
        return {}

    spring, dragon_boat, moon = (date.fromisoformat(f"{year}-{day}") for day in LUNAR[year])
    days = {spring + n * DAY: "春节" for n in range(-1, 3)}
    days |= {date(year, 1, 1): "元旦", date(year, 4, clear_and_bright(year)): "清明节"}
    days |= {date(year, 5, 1): "劳动节", date(year, 5, 2): "劳动节"}
    days |= {dragon_boat: "端午节", moon: "中秋节"}
    days |= {date(year, 10, n): "国庆节" for n in (1, 2, 3)}
    return days


def clear_and_bright(year):
    """The day of April on which 清明 falls, in this century."""
    years = year - 2000
    return int(years * 0.2422 + 4.81) - years // 4


def certain(day):
    """True: worked, False: off, whatever the notice will say; None where only the notice tells."""
    if day.year not in LUNAR:
        return None
    if day in statutory(day.year):
        return False

    near = (day + n * DAY for n in range(-MOVED_WITHIN, MOVED_WITHIN + 1))
    if any(other in statutory(other.year) for other in near):
        return None
    return day.weekday() < 5
