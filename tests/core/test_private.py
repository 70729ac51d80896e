"""Nobody but the account of the house reads its data, also where the folder was there before."""

import os
import subprocess
import sys

from django.conf import settings

from legalaid.platform.core.private import keep_private, repair

SAYS = "import os; from django.conf import settings; open(settings.VAR_DIR / 'new', 'w'); (settings.VAR_DIR / 'more').mkdir()"


def modes(folder):
    return {
        str(path.relative_to(folder)): oct(path.lstat().st_mode & 0o777)
        for path in folder.rglob("*")
        if not path.is_symlink()
    }


def lay(folder):
    """As an earlier installation, or a copy, left it."""
    (folder / "private" / "2026").mkdir(parents=True)
    for name in ("keys.json", "legalaid.sqlite3", "legalaid.sqlite3-wal", "private/2026/a.pdf"):
        (folder / name).write_text("{}")
        (folder / name).chmod(0o644)
    for path in (folder, folder / "private", folder / "private" / "2026"):
        path.chmod(0o755)
    return folder


def test_start_closes_everything_below_and_follows_no_link(tmp_path):
    outside = tmp_path / "outside"
    outside.write_text("")
    outside.chmod(0o644)
    folder = lay(tmp_path / "var")
    (folder / "link").symlink_to(outside)

    repair(folder)
    assert modes(folder) == {
        "keys.json": "0o600",
        "legalaid.sqlite3": "0o600",
        "legalaid.sqlite3-wal": "0o600",
        "private": "0o700",
        "private/2026": "0o700",
        "private/2026/a.pdf": "0o600",
    }
    assert oct(outside.stat().st_mode & 0o777) == "0o644"


def test_every_process_closes_the_folder_and_makes_nothing_others_can_read(tmp_path):
    folder = lay(tmp_path / "var")
    (folder / "keys.json").unlink()  # made anew
    env = {**os.environ, "VAR_DIR": str(folder)}
    subprocess.run(
        [sys.executable, "manage.py", "shell", "-v0", "-c", SAYS],
        cwd=settings.BASE_DIR, env=env, umask=0o022, check=True,
    )  # fmt: skip
    found = modes(folder)
    assert oct(folder.stat().st_mode & 0o777) == "0o700"
    assert {name: found[name] for name in ("keys.json", "legalaid.sqlite3-wal", "new", "more", "private", "static")} == {
        "keys.json": "0o600", "legalaid.sqlite3-wal": "0o600", "new": "0o600", "more": "0o700", "private": "0o700", "static": "0o700",
    }  # fmt: skip


def test_folder_that_is_not_there_is_made(tmp_path):
    mask = os.umask(0o022)
    try:
        keep_private(tmp_path / "a" / "b")
    finally:
        os.umask(mask)
    assert oct((tmp_path / "a" / "b").stat().st_mode & 0o777) == "0o700"
