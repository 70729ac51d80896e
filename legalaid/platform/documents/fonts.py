"""The fonts of official papers (GB/T 9704: 小标宋, 仿宋, 黑体, 楷体): which of them this machine has, and what is used instead."""

import subprocess
from dataclasses import dataclass
from functools import cache

from legalaid.platform.core.health import check, fine, soon

SERIF, SANS = "Noto Serif CJK SC", "Noto Sans CJK SC"


@dataclass(frozen=True)
class Use:
    """`official`: the names by which a machine may know the font of the standard; `near`: others of the same style; then `last`."""

    key: str
    label: str
    named: str
    official: tuple[str, ...]
    near: tuple[str, ...]
    last: str

    @property
    def names(self):
        return list(dict.fromkeys((*self.official, *self.near, self.last)))

    @property
    def stack(self):
        """As a style sheet names them, the first that is there being used."""
        return ", ".join(f'"{name}"' for name in self.names)


@dataclass(frozen=True)
class Found:
    """What is printed for a use: `family`, "" where the machine has not even the last of them."""

    use: Use
    family: str

    @property
    def official(self):
        return self.family in self.use.official


USES = (
    Use("title", "发文机关、标题", "方正小标宋简体", ("FZXiaoBiaoSong-B05S", "方正小标宋简体", "FZXiaoBiaoSong-B05", "方正小标宋_GBK"),
        ("STZhongsong", "华文中宋"), SERIF),
    Use("body", "正文", "仿宋_GB2312", ("FangSong_GB2312", "仿宋_GB2312"), ("FangSong", "仿宋", "STFangsong", "华文仿宋"), SERIF),
    Use("heading", "报告的一级标题", "黑体", ("SimHei", "黑体"), ("STHeiti",), SANS),
    Use("subheading", "报告的二级标题", "楷体_GB2312", ("KaiTi_GB2312", "楷体_GB2312"), ("KaiTi", "楷体", "STKaiti", "LXGW WenKai"), SERIF),
    Use("foot", "页码、脚注、编码", "思源黑体", (SANS,), (), SANS),
)  # fmt: skip


@cache
def installed():
    """The families fontconfig knew when this process first asked, by every name they have; one that is added is used after a restart."""
    command = ("fc-list", ":", "family")
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout  # noqa: S603  no input
    names = said.replace("\\", "").splitlines()  # fc-list escapes a hyphen
    return {name.strip() for line in names for name in line.split(",")}


def found(there=None):
    """[Found] of every use on a machine with these families; by default on this one."""
    there = installed() if there is None else there
    return [Found(use, next((name for name in use.names if name in there), "")) for use in USES]


def of_style(there=None):
    """What the style sheet of papers asks: {use: its fonts}. The official title has one weight; what stands for it is set bold."""
    title = next(one for one in found(there) if one.use.key == "title")
    return {one.key: one.stack for one in USES} | {"weight": "normal" if title.official else "bold"}


def judged(there=None):
    """The Finding of a machine with these families."""
    if missing := [one.use.label for one in found(there) if not one.family]:
        return soon(
            f"没有可以印汉字的字体：{'、'.join(missing)}。",
            "文书上会是空框。请安装 fonts-noto-cjk，或者在“公文字体”查看怎样安装。",
        )
    instead = [f"{one.use.named}用{one.family}代替" for one in found(there) if not one.official]
    return fine("；".join(instead) + "。" if instead else "公文标准的字体都已安装。")


@check("fonts", "公文字体", stored=False)
def sound(now):
    return judged()
