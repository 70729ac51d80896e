"""No form asserts what nobody has written: an opinion, a reason, what was found stand empty until somebody writes them."""

from django.urls import get_resolver

from legalaid.platform.office.forms import OfficeForm

WRITTEN = ("意见", "理由", "情况", "结论", "说明", "内容", "记录")


def kinds(of):
    for kind in of.__subclasses__():
        yield kind
        yield from kinds(kind)


def test_what_somebody_has_to_judge_stands_empty():
    assert get_resolver().url_patterns  # every form of every page is read by it
    filled = [
        (kind.__name__, name, field.initial)
        for kind in kinds(OfficeForm)
        for name, field in kind.base_fields.items()
        if field.initial and any(word in str(field.label) for word in WRITTEN)
    ]
    assert filled == []
