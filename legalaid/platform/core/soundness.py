"""The checks of what the floor itself stands on: room on the disk, the calendar of the year."""

import shutil

from django.conf import settings
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


@check("calendar", "工作日历")
def calendar(now):
    today = timezone.localdate(now)
    missing = missing_years(today)
    if not missing:
        return fine(f"{today.year}年的放假安排已导入。")

    said = f"{'、'.join(map(str, missing))}年的放假安排没有导入，落在该年的期限是暂定的。"
    tell = bad if today.year in missing else soon
    return tell(said, "请在“规则与标准”里导入。")
