"""Addresses of single rows, for pages that show many of them."""

from functools import cache

from django.conf import settings
from django.urls import reverse


def address(name, pk):
    """`reverse(name, args=[pk])` for a pattern with one number, looked up once; of the office's pages also where a process serves only
    the public's."""
    before, after = _around(name)
    return f"{before}{int(pk)}{after}"


@cache
def _around(name):
    before, _, after = reverse(name, settings.OFFICE_URLCONF, args=[0]).rpartition("0")
    return before, after


def page_of(name):
    """For a list: row -> the address of its page, by a pattern with one number."""
    return lambda row: address(name, row.pk)
