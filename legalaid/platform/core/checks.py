"""What the machine must have, said when the process starts."""

import ctypes.util
import shutil
import subprocess

from django.core.checks import Error, register

NO_FC_LIST = Error(
    "找不到 fc-list，无法确认中文字体。", hint="apt-get install fontconfig", id="core.E001"
)
NO_FONT = Error(
    "没有中文字体，打印的文书将是方框。", hint="apt-get install fonts-noto-cjk", id="core.E002"
)
NO_HARFBUZZ = Error(
    "缺少 harfbuzz-subset，生成 PDF 极慢。",
    hint="apt-get install libharfbuzz-subset0",
    id="core.E003",
)
LIST_FONTS = ("fc-list", ":lang=zh-cn", "family")


@register()
def cjk_font_present(app_configs, **kwargs):
    """Without a CJK font WeasyPrint prints boxes and says nothing."""
    if shutil.which("fc-list") is None:
        return [NO_FC_LIST]

    found = subprocess.run(LIST_FONTS, capture_output=True, text=True, check=False)  # noqa: S603  fixed command
    return [] if found.stdout.strip() else [NO_FONT]


@register()
def harfbuzz_subset_present(app_configs, **kwargs):
    """Without it a one-page paper takes ten seconds instead of 0.2."""
    return [NO_HARFBUZZ] if ctypes.util.find_library("harfbuzz-subset") is None else []
