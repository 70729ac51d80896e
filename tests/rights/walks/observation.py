from datetime import timedelta

from cases.quality.workflow import OBSERVATION
from tests.quality.hearings import HELD, NOW, SEEN, sent

from .walk import Walk


def observation(county):
    """jiandu is sent to a hearing of lvshi."""
    walk_on = Walk(OBSERVATION, sent(county), at=NOW)
    yield walk_on.row
    yield from walk_on.aside("release_observer", county.jiandu, reason="当日另有会议。")
    walk_on.at = HELD - timedelta(days=1)
    yield walk_on.act("fill_observation", county.jiandu, **SEEN)
    yield walk_on.act("answer_observation", county.lvshi, answer="同意。")
