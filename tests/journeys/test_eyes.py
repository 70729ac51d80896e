"""What the eyes see of one page after another: each kind of element once, the whole of every page."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from .eyes import PHONE, SCREEN, WHOLE, Eyes

PAGE = """<html lang="zh-CN"><title>案件</title><style>.pale { color: #bbb }</style>
<main><h1>案件</h1>%s</main></html>"""


PALE = '<p class="pale">已受理</p>'
NAMELESS = '<a href="/cases/"></a>'


@pytest.fixture
def show(page):
    eyes = Eyes()
    page.add_init_script(AXE_SCRIPT)

    def _show(content, *whole):
        page.goto("about:blank")
        page.set_content(PAGE % content)
        found = eyes.ask_axe(page, "/", SCREEN, whole)
        return {rule: nodes for (_, _, rule), nodes in found.items()}

    return _show


def test_pale_word_is_seen_in_each_kind_of_place_it_stands_in(show):
    assert show("<p>已受理</p>") == {}
    assert show(f"<p>已受理</p>{PALE}{PALE}") == {"color-contrast": [PALE]}
    assert show(PALE) == {}
    assert show(f"<div>{PALE}</div>") == {"color-contrast": [PALE]}


def test_link_that_lost_its_name_is_of_another_kind(show):
    assert show('<a href="/cases/">案件</a>') == {}
    assert show(NAMELESS) == {"link-name": [NAMELESS]}


def test_what_hangs_on_the_whole_page_is_asked_of_every_page(show):
    field = '<label for="one">姓名</label><input id="{}">'
    assert show(field.format("one"), *WHOLE) == {}
    for _ in range(2):
        assert show(field.format("two"), *WHOLE) == {"label": ['<input id="two">']}


def test_colour_of_what_only_the_phone_shows_is_looked_at_there(page):
    eyes = Eyes()
    page.add_init_script(AXE_SCRIPT)
    page.goto("about:blank")
    narrow = "@media (min-width: 500px) { .narrow { display: none } } .narrow { color: #bbb }"
    page.set_content(PAGE % f'<style>{narrow}</style><p>已受理</p><p class="narrow">已受理</p>')
    page.set_viewport_size(SCREEN)
    assert eyes.ask_axe(page, "/", SCREEN, WHOLE) == {}
    page.set_viewport_size(PHONE)
    page.evaluate("document.documentElement.classList.add('large')")
    assert eyes.ask_axe(page, "/", PHONE) == {
        ("/", 390, "color-contrast"): ['<p class="narrow">已受理</p>']
    }
