"""The stylesheet: contrast of its tokens, its size, no rule for what no page has; the page of components."""

import re

import crispy_bootstrap5
import pytest
from django.conf import settings

STYLE = (settings.BASE_DIR / "static/css/office.css").read_text()
TOKENS = dict(re.findall(r"--([\w-]+):(#[0-9a-f]{3,6})", STYLE)) | {"white": "#fff"}
DARK_ON_LIGHT = (
    ("ink", "page card wash act-w late-w soon-w kept-w guard-w"),
    ("ink-2", "page card wash act-w late-w soon-w kept-w guard-w"),
    ("ink-3", "page card wash act-w"),
    ("act", "page card wash act-w"),
    ("act-2", "page card wash act-w"),
    ("late", "page card wash late-w"),
    ("soon", "page card wash soon-w"),
    ("kept", "page card wash kept-w"),
    ("guard", "page card wash guard-w"),
    ("navy", "page card"),
    ("white", "navy act act-2"),
    ("on-navy", "navy"),
)
SEEN_AS_SHAPES = (("edge", "page card wash"), ("navy", "ring"), ("act", "page card"))


def light(token):
    """Relative luminance (WCAG 2.2)."""
    digits = TOKENS[token].lstrip("#")
    pairs = [digits[i : i + 2] for i in (0, 2, 4)] if len(digits) == 6 else [d * 2 for d in digits]
    parts = (int(pair, 16) / 255 for pair in pairs)
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def pale(pairs, least):
    """The pairs whose contrast is below `least`."""
    found = []
    for one, grounds in pairs:
        for ground in grounds.split():
            low, high = sorted((light(one), light(ground)))
            if (contrast := (high + 0.05) / (low + 0.05)) < least:
                found.append(f"{one} on {ground}: {contrast:.2f}")
    return found


def test_words_stand_out_from_every_ground_they_are_set_on():
    assert pale(DARK_ON_LIGHT, 4.5) == []


def test_edges_of_controls_stand_out():
    assert pale(SEEN_AS_SHAPES, 3) == []


def test_black_on_white_is_twenty_one_to_one():
    TOKENS["black"] = "#000"
    assert pale([("black", "white")], 21.01) == ["black on white: 21.00"]


def test_stylesheet_is_under_forty_kilobytes():
    assert len(STYLE.encode()) < 40_000


def test_no_width_stands_within_another():
    """A brace left open makes every rule after it hold on wide screens alone."""
    depth, within = 0, []
    for line in STYLE.splitlines():
        if depth and "@media" in line:
            within.append(line[:60])
        depth += line.count("{") - line.count("}")
    assert (depth, within) == (0, [])


def test_colours_stand_among_the_tokens_and_nowhere_else():
    rules = STYLE.partition("}\n")[2]
    assert re.findall(r"#[0-9a-f]{3,6}\b", rules.partition("@media print")[0]) == []


@pytest.mark.parametrize(("debug", "status"), [(True, 200), (False, 404)])
def test_page_of_components_opens_only_where_the_house_is_built(
    county, sign_in, settings, debug, status
):
    settings.DEBUG = debug
    assert sign_in(county.shencha).get("/styleguide/").status_code == status


def test_every_class_of_the_stylesheet_stands_on_some_page():
    folders = [settings.BASE_DIR / name for name in ("templates", "legalaid", "cases", "stations", "subsidies", "static/js")]  # fmt: skip
    kit = settings.BASE_DIR / crispy_bootstrap5.__path__[0] / "templates"
    files = (path for folder in [*folders, kit] for path in folder.rglob("*"))
    written = "".join(path.read_text() for path in files if path.suffix in (".html", ".py", ".js"))
    words = set(re.findall(r"[a-z][\w-]*", written)) | {"lucide"}  # the class of every icon
    asked = set(re.findall(r"\.([a-z][\w-]*)", re.sub(r"/\*.*?\*/", "", STYLE, flags=re.S)))
    assert sorted(asked - words) == []
