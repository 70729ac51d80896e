"""What the page of fonts says is what a PDF is printed in, on this machine and on one that has a font of the standard."""

import io
import os
import subprocess
import sys

import pikepdf
import pytest
from django.conf import settings
from fontTools import subset
from fontTools.ttLib import TTFont

from legalaid.platform.documents import fonts

PAGE = "/documents/fonts/"
NAMES = ("FangSong_GB2312", "FZXiaoBiaoSong-B05S")
CHINESE = "公文字体样张清和县法律援助中心这是正文根据中华人民共和国年月日前含当补充下列材料"


def embedded(data):
    """The names of the fonts in a PDF, without the mark of their subset."""
    with pikepdf.open(io.BytesIO(data)) as document:
        return {
            str(font.BaseFont).split("+")[-1]
            for page in document.pages
            for font in page.resources.Font.values()
        }


def test_page_names_each_use_and_the_sheet_is_printed_so(county, sign_in):
    client = sign_in(county.admin)
    said = {row.use.key: row.family for row in client.get(PAGE).context["found"]}
    sheet = client.get(f"{PAGE}sample/")
    assert sheet["Content-Type"] == "application/pdf"
    printed = {name.replace("-", "") for name in embedded(sheet.content)}
    for key in ("title", "body", "heading"):
        assert any(one.startswith(said[key].replace(" ", "")) for one in printed), (key, printed)


def test_official_font_comes_first_and_what_stands_for_it_is_named():
    there = {"FangSong", "SimHei", fonts.SERIF, fonts.SANS}
    assert {one.use.key: (one.family, one.official) for one in fonts.found(there)} == {
        "title": ("Noto Serif CJK SC", False),
        "body": ("FangSong", False),
        "heading": ("SimHei", True),
        "subheading": ("Noto Serif CJK SC", False),
        "foot": ("Noto Sans CJK SC", True),
    }
    assert fonts.of_style(there)["weight"] == "bold"
    assert fonts.judged(there).sentence == (
        "方正小标宋简体用Noto Serif CJK SC代替；仿宋_GB2312用FangSong代替；楷体_GB2312用Noto Serif CJK SC代替。"
    )


def test_machine_without_chinese_is_told():
    found = fonts.judged({"DejaVu Sans"})
    assert (found.level, found.sentence) == (
        "soon",
        "没有可以印汉字的字体：发文机关、标题、正文、报告的一级标题、报告的二级标题、页码、脚注、编码。",
    )


@pytest.fixture
def machine(tmp_path):
    """The environment of a machine that has 仿宋_GB2312 and 方正小标宋 beside its own fonts: here Noto under other names."""
    path = subprocess.run(
        ("fc-match", "-f", "%{file}", f"{fonts.SERIF}:regular"),
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    for family in NAMES:
        with TTFont(path, fontNumber=2 if path.endswith(".ttc") else -1) as font:
            cut = subset.Subsetter(subset.Options(name_IDs=["*"], notdef_outline=True))
            cut.populate(text=CHINESE)
            cut.subset(font)

            font["name"].names = []
            for number, name in ((1, family), (2, "Regular"), (4, family), (6, family)):
                font["name"].setName(name, number, 3, 1, 0x409)
            font["CFF "].cff.fontNames = [family]
            font.save(tmp_path / f"{family}.otf")

    conf = tmp_path / "fonts.conf"
    conf.write_text(
        f'<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><include>/etc/fonts/fonts.conf</include>'
        f"<dir>{tmp_path}</dir><cachedir>{tmp_path}/cache</cachedir></fontconfig>"
    )
    return os.environ | {"FONTCONFIG_FILE": str(conf)}


SHEET = """
import sys, django
django.setup()
from legalaid.platform.documents import fonts, render
html = "<html><body><h1>公文字体</h1><p>这是正文</p></body></html>"
open(sys.argv[1], "wb").write(render.pdf(html))
print(*(one.family for one in fonts.found()[:2]), fonts.of_style()["weight"], sep="|")
"""


def test_font_of_the_standard_is_used_where_the_machine_has_it(machine, tmp_path):
    sheet = tmp_path / "sheet.pdf"
    command = (sys.executable, "-c", SHEET, str(sheet))
    machine |= {"DJANGO_SETTINGS_MODULE": "legalaid.settings"}
    done = subprocess.run(
        command, env=machine, cwd=settings.BASE_DIR, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "FZXiaoBiaoSong-B05S|FangSong_GB2312|normal"
    assert embedded(sheet.read_bytes()) == {*NAMES, "Noto-Sans-CJK-SC"}
