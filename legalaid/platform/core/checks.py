import ctypes.util
import shutil
import subprocess

from django.core.checks import Error, register


@register()
def cjk_font_present(app_configs, **kwargs):
    """Without a CJK font WeasyPrint prints boxes and says nothing."""
    if shutil.which("fc-list") is None:
        return [
            Error(
                "找不到 fc-list，无法确认中文字体。",
                hint="apt-get install fontconfig",
                id="core.E001",
            )
        ]
    found = subprocess.run(
        ["fc-list", ":lang=zh-cn", "family"],  # noqa: S607  fixed command
        capture_output=True,
        text=True,
        check=False,
    )
    if not found.stdout.strip():
        return [
            Error(
                "没有中文字体，打印的文书将是方框。",
                hint="apt-get install fonts-noto-cjk",
                id="core.E002",
            )
        ]
    return []


@register()
def harfbuzz_subset_present(app_configs, **kwargs):
    """Without it a one-page paper takes ten seconds instead of 0.2."""
    if ctypes.util.find_library("harfbuzz-subset") is None:
        return [
            Error(
                "缺少 harfbuzz-subset，生成 PDF 极慢。",
                hint="apt-get install libharfbuzz-subset0",
                id="core.E003",
            )
        ]
    return []
