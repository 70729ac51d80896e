"""What the door to the public takes of photographs and papers: less than the desk, whatever they come with."""

from legalaid.platform.core.errors import DomainError
from legalaid.platform.documents import uploads

ACCEPT = "image/*,.pdf"
MEGABYTE = 1024 * 1024
FILE_MB, MOST_PAGES = 10, 40


def check_room(files, upload, *, most, all_mb):
    """Raises DomainError where `upload` is too large, or one too many beside `files`."""
    sizes = [file.size for file in files]
    if upload.size > FILE_MB * MEGABYTE:
        raise DomainError(
            f"“{upload.name}”有{-(-upload.size // MEGABYTE)}MB，一份最多{FILE_MB}MB，没有保存。请分成几份，或者拍照上传。",
            field="file",
        )
    if len(sizes) >= most:
        raise DomainError(f"最多交{most}份，其余的请带到窗口。", field="file")
    if sum(sizes) + upload.size > all_mb * MEGABYTE:
        raise DomainError(f"合计最多{all_mb}MB，其余的请带到窗口。", field="file")


def judge(name, good):
    """Nothing that does something when opened, nothing that only an office program shows."""
    if not (good.mime.startswith("image/") or good.mime == uploads.PDF):
        raise DomainError(f"“{name}”不是照片或者PDF，没有保存。请拍照上传。", field="file")
    if good.active:
        raise DomainError(
            f"“{name}”里有会自动运行的内容，没有保存。请打印后拍照上传。", field="file"
        )
    if good.pages > MOST_PAGES:
        raise DomainError(
            f"“{name}”有{good.pages}页，一份最多{MOST_PAGES}页，没有保存。请分成几份上传，或者带到窗口。",
            field="file",
        )
