from legalaid.faces.portal.asking.workflow import PUBLIC_ANSWER
from legalaid.faces.portal.workflow import NOTICE
from tests.portal.published import written
from tests.portal.test_notices import prepare

from .walk import Walk


def notice(county):
    """Prepared by caiwu, published by sifaju."""
    row = prepare(county.caiwu, "rules")
    walk = Walk(NOTICE, row, at=row.changed_at)
    yield walk.row
    yield from walk.aside("discard", county.caiwu, reason="另拟")
    out = {"title": row.title, "shown_to": row.shown_to}
    yield walk.act("publish", county.sifaju, **out)
    yield walk.act("withdraw", county.zhuren, reason="数字有误")


def answer(county):
    """Written by chuangkou, made known by zhuren."""
    row = written(county)
    walk = Walk(PUBLIC_ANSWER, row, at=row.changed_at)
    yield walk.row
    yield from walk.aside("drop", county.chuangkou, reason="情节少见")
    yield walk.act("show", county.zhuren)
    yield walk.act("take_down", county.chuangkou, reason="法律改了")
