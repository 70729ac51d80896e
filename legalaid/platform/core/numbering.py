from django.db import transaction
from django.db.models import F

from .models import Counter


def hold_numbers(series, years):
    """Holds the series of these years until the caller's transaction ends, without taking a number; in one order, against waiting in a circle."""
    for year in years:
        Counter.objects.get_or_create(series=series, year=year)
        Counter.objects.select_for_update().get(series=series, year=year)


def next_number(series, year):
    """The next number of a series and year: no gap and no double, because it is taken and rolled back with the caller's transaction."""
    return next_numbers(series, year, 1)[0]


def next_numbers(series, year, count):
    """The next so many, as a range."""
    with transaction.atomic(savepoint=False):
        counter = Counter.objects.filter(series=series, year=year)
        if not counter.update(value=F("value") + count):
            Counter.objects.get_or_create(series=series, year=year)
            counter.update(value=F("value") + count)
        last = counter.values_list("value", flat=True).get()
    return range(last - count + 1, last + 1)
