"""Two who word the same passage at the same moment make one version."""

import pytest

from legalaid.platform.documents.models import PaperWording
from legalaid.platform.documents.passages import all_passages
from legalaid.platform.documents.wording import reword
from tests.at_once import at_once, one_refused
from tests.conftest import build_county


@pytest.fixture
def county(transactional_db):
    return build_county()


def test_two_at_the_same_moment_make_one_version(county):
    one = all_passages()["supplement_notice.how"].passage
    words = {"by": county.zhuren, "reason": "同时", "seen": 0}
    answers = at_once(*(lambda text=text: reword(one, text, **words) for text in ("甲。", "乙。")))
    assert one_refused(answers) == "这句话刚才已由他人修改，请核对现在的句子再保存。"
    assert PaperWording.objects.count() == 1
