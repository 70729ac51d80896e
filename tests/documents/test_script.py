"""Papers in the scripts of China's languages, and characters no font here draws."""

from io import BytesIO

import pikepdf
import pytest

from legalaid.platform.documents import render
from legalaid.platform.documents.script import unprintable
from tests.cases.test_preview import GRANT
from tests.factories import new_case, person, walk

NOWHERE = "\U0010fffd"  # of private use
SCRIPTS = {
    "藏文": "བོད་ཡིག",
    "蒙古文": "ᠮᠣᠩᠭᠣᠯ",
    "彝文": "ꆈꌠꉙ",
    "维吾尔文": "ئۇيغۇرچە",
    "哈萨克文": "قازاقشا",
    "朝鲜文": "조선말",
    "壮文": "Vahcuengh",
    "傣仂文": "ᦺᦑᦟᦹᧉ",
    "德宏傣文": "ᥖᥭᥰ",
    "傈僳文": "ꓡꓲ-ꓢꓴ",
}


@pytest.mark.parametrize("words", SCRIPTS.values(), ids=SCRIPTS)
def test_scripts_of_chinas_languages_are_drawn(words):
    assert unprintable(words) == []
    page = render.pdf(f"<html><body><p>{words}</p></body></html>")
    with pikepdf.open(BytesIO(page)) as document:
        fonts = document.pages[0].Resources.Font
        assert [
            str(font.BaseFont) for font in fonts.values() if "LastResort" in str(font.BaseFont)
        ] == []


def test_character_no_font_draws_is_named_once():
    assert unprintable(f"李国强·{NOWHERE}（Ā）{NOWHERE}①，《》") == [NOWHERE]


def test_preview_says_that_a_name_would_be_a_box_before_the_paper_is_issued(county, sign_in):
    for name, said in ((f"李国{NOWHERE}", True), ("李国强", False)):
        case = walk(county, "recommend", case=new_case(county, who=person(name=name)))
        answer = sign_in(county.zhuren).post(f"/cases/{case.pk}/grant/?preview", GRANT)
        assert (f"没有能印“{NOWHERE}”的字体" in answer.content.decode()) == said
