"""The office's acts about backups: make one, prove one, keep those that are wanted; each leaves a row that the administrator sees."""

import time
from contextlib import contextmanager

from django.conf import settings
from django.utils import timezone

from legalaid.platform.core.errors import DomainError
from legalaid.platform.jobs.queue import enqueue

from . import archive, trial
from .models import Proof
from .retention import kept

NONE = "还没有备份可以核验。"


def make_backup():
    """Makes a backup and lets the old ones go that nobody wants. Returns its row; raises DomainError when it failed, which is told too."""
    with _proof(Proof.Kind.MADE) as proof:
        path, about = archive.make()
        gone = _let_go()

        proof.name = path.name
        proof.figures = {
            "rows": sum(about["rows"].values()),
            "files": about["files"]["count"],
            "bytes": about["bytes"],
            "gone": gone,
        }

        proof.said = f"{proof.figures['rows']}行、{proof.figures['files']}个文件"
        if about["lost_files"]:
            proof.sound = False
            proof.said += f"；{about['lost_files']}个私有文件找不到"
    return proof


def prove_backup(path=None):
    """Restores the newest backup, or this one, into a scratch place. Returns its row, sound or not; raises DomainError when it failed."""
    with _proof(Proof.Kind.RESTORED) as proof:
        newest = list(archive.backups().values())
        if not (path or newest):
            raise DomainError(NONE)

        path = path or newest[-1]
        proof.name = path.name
        proof.figures, wrong = trial.trial(path)
        proof.sound = not wrong
        proof.said = "；".join(wrong)[:500] or (
            f"{proof.figures['tables']}张表{proof.figures['rows']}行、{proof.figures['files']}个文件逐一相符，"
            f"审计链{proof.figures['events']}条完好，与锚点相符"
        )
    return proof


@contextmanager
def _proof(kind):
    """A row about what happens within, also where it fails; a failure is told to the administrators."""
    row, failure, began = Proof(kind=kind, at=timezone.now(), sound=True), None, time.monotonic()
    try:
        yield row
    except DomainError as error:
        failure = error
    except OSError as error:
        failure = DomainError(f"写不成（{error.strerror}）。以前的备份没有动。")

    if failure:
        row.sound, row.said = False, failure.sentence[:500]
    row.seconds = round(time.monotonic() - began)
    row.save()

    if not row.sound:
        enqueue(
            "tell_administrators",
            about=f"backup:{kind}:{timezone.localdate()}",
            text=f"{row.get_kind_display()}没有成功：{row.said}"[:200],
        )
    if failure:
        raise failure


def _let_go():
    """Deletes the backups no rule keeps. Returns how many; called only after a new one is whole."""
    there = archive.backups()
    stays = kept(there, settings.BACKUP_KEEP, good=last_good())
    for moment, path in there.items():
        if moment not in stays:
            path.unlink()
    return len(there) - len(stays)


def last_good():
    """The moment of the last backup that was proven, of those still there."""
    proven = Proof.objects.filter(kind=Proof.Kind.RESTORED, sound=True)
    names = set(proven.values_list("name", flat=True))
    good = [moment for moment, path in archive.backups().items() if path.name in names]
    return max(good, default=None)
