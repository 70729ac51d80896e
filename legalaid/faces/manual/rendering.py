"""Markdown to HTML, as a page and as print: names of the product stand out, pages and articles of the Law are led to."""

import re
from functools import cache

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import mark_safe
from markdown_it import MarkdownIt

from cases.templatetags.articles import cited

NAMED = re.compile(r"「([^」]+)」")
PICTURE, CHAPTER = "picture:", "chapter:"


@cache
def _reader():
    reader = MarkdownIt("commonmark", {"html": False})
    reader.add_render_rule("text", _text)
    return reader


def _text(self, tokens, index, options, env):
    said = escape(tokens[index].content)
    if env.get("marked"):
        said = env["marked"].sub(r"<mark>\g<0></mark>", said)
    return NAMED.sub(r"<b>「\1」</b>", said)


def page_html(chapter, marked=None):
    """As a page of the house; `marked`: what was searched for, as a pattern."""
    html = _drawn(chapter, {"marked": marked}, _address, lambda name: static(f"manual/{name}.webp"))
    return cited(mark_safe(html))  # noqa: S308  our own text, its reader passes no HTML


def print_html(chapter):
    """As a part of a print: other chapters are further on in it, pages are on no paper."""
    html = _drawn(chapter, {}, _anchor, lambda name: PICTURE + name)
    return mark_safe(html)  # noqa: S308  our own text, its reader passes no HTML


def _drawn(chapter, env, address, picture):
    tokens = _reader().parse(chapter.text, env)
    for token in (child for block in tokens for child in block.children or ()):
        if token.type == "link_open":
            token.attrSet("href", address(token.attrs["href"]))
        elif token.type == "image":
            token.attrSet("src", picture(token.attrs["src"].removeprefix(PICTURE)))
    return _reader().renderer.render(tokens, _reader().options, env)


def _address(target):
    if target.startswith(CHAPTER):
        return reverse("manual:chapter", args=[target.removeprefix(CHAPTER)])
    return reverse(target)


def _anchor(target):
    return f"#{target.removeprefix(CHAPTER)}" if target.startswith(CHAPTER) else ""
