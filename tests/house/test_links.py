"""No page that only whoever knows its address can find."""

from collections import Counter

from django.conf import settings
from django.urls import URLPattern, get_resolver

from tests.addresses import URLS
from tests.journeys.eyes import named_pages

FOLDERS = ("templates", "legalaid", "cases", "stations", "subsidies")


def test_every_page_that_needs_no_key_is_linked():
    files = (path for folder in FOLDERS for path in (settings.BASE_DIR / folder).rglob("*"))
    pages = (path for path in files if path.suffix in (".html", ".py") and path.name != "urls.py")
    written = "".join(path.read_text() for path in pages)

    open_pages = {name for name in named_pages() if not URLS[name].pattern.converters}
    linked = {name for name in open_pages if f"'{name}'" in written or f'"{name}"' in written}
    assert open_pages - linked == set(), "no template and no view names it"
    assert len(open_pages) > 80


def addresses(patterns, before=""):
    for entry in patterns:
        here = f"{before}{entry.pattern}"
        if isinstance(entry, URLPattern):
            yield here
        else:
            yield from addresses(entry.url_patterns, here)


def test_no_page_hides_another_of_the_same_address():
    counted = Counter(addresses(get_resolver().url_patterns))
    assert [address for address, number in counted.items() if number > 1] == []
