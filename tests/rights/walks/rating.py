from datetime import timedelta

from cases.quality.workflow import RATING
from tests.factories import START
from tests.quality.ratings import rate, served

from .walk import Walk


def walked(county):
    """Of guidang at the centre's window; called back and rectified by the director."""
    bad = rate(served(county.guidang, at=START), level="1", phone="13900001111", at=START)
    walk_on = Walk(RATING, bad, at=START)
    yield walk_on.row
    walk_on.act("call_rater", county.zhuren, reached="reached", said="说等了一个小时。")
    yield walk_on.act("rectify_rating", county.zhuren, how="增开一个窗口。")

    later = START + timedelta(days=9)
    yield rate(served(county.guidang, number=2, at=later), level="5", at=later)
