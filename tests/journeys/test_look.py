"""The page of components as its pictures in docs/design.md show it, in both sizes of type, without a fault axe would find."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from .conftest import SHOTS
from .eyes import AXE, CONTRAST, WHOLE, WIDE

PARTS = ("tokens", "work", "case", "step")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("large", [False, True], ids=["usual", "large"])
def test_components_are_sound(people, seat, settings, large):
    settings.DEBUG = True
    builder = seat("shencha")
    if large:
        builder.page.click("footer button:text-is('大字版')")
        builder.page.wait_for_function("document.documentElement.classList.contains('large')")

    builder.go("/styleguide/")
    builder.page.evaluate(AXE_SCRIPT)
    assert builder.page.evaluate(AXE, ["", WHOLE, CONTRAST])["faults"] == []

    for width in (1440, 1024, 820, 390):
        builder.page.set_viewport_size({"width": width, "height": 900})
        assert (width, builder.page.evaluate(WIDE)) == (width, 0)

    if SHOTS and not large:
        keep_pictures(builder.page)


def keep_pictures(page):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    for part in PARTS:
        page.locator(f"#{part}").screenshot(path=f"{SHOTS}/design_{part}.png")
