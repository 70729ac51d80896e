"""The checks of what the floor itself stands on: room on the disk, commits that last, the calendar of the year."""

import shutil

from django.conf import settings
from django.db import connection
from django.utils import timezone

from .calendar import missing_years
from .health import bad, check, fine, soon

GIB = 1024**3
LITTLE, TOO_LITTLE = 5 * GIB, GIB


@check("disk", "磁盘", stored=False)
def disk(now):
    free = shutil.disk_usage(settings.VAR_DIR).free
    said = f"数据目录所在的磁盘还有 {free / GIB:.1f} GB。"
    if free < TOO_LITTLE:
        return bad(said, "请立即清理或者扩充磁盘，否则不能保存。")
    return soon(said, "请安排清理或者扩充磁盘。") if free < LITTLE else fine(said)


# what must be set for a commit to outlast a power cut
LASTING = {
    "postgresql": {
        "SHOW fsync": "on",
        "SHOW synchronous_commit": "on",
        "SHOW full_page_writes": "on",
    },
    "sqlite": {"PRAGMA synchronous": 2, "PRAGMA journal_mode": "wal"},
}


@check("lasting", "断电")
def lasting(now):
    """Also what a stronger setting of PostgreSQL answers is taken: remote_apply waits for more than on."""
    wrong = []
    with connection.cursor() as cursor:
        for question, wanted in LASTING[connection.vendor].items():
            cursor.execute(question)
            (answer,) = cursor.fetchone()
            if answer not in (wanted, "remote_apply"):
                wrong.append(f"{question.split()[1]}={answer}")

    if wrong:
        return soon(
            f"数据库设置为{'、'.join(wrong)}，断电时最后提交的会丢失。",
            "请在数据库的设置里改回默认。",
        )
    return fine("提交了的记录断电也不会丢失。")


@check("calendar", "工作日历")
def calendar(now):
    today = timezone.localdate(now)
    missing = missing_years(today)
    if not missing:
        return fine(f"{today.year}年的放假安排已导入。")

    said = f"{'、'.join(map(str, missing))}年的放假安排没有导入，该年节假日前后的期限是暂定的。"
    tell = bad if today.year in missing else soon
    return tell(said, "请在“规则与标准”里导入。")
