"""What lies in the data folder is for the account of the house alone: folders 0700, files 0600, whatever made them."""

import os
import stat
from contextlib import suppress
from pathlib import Path

OTHERS = 0o077


def keep_private(folder):
    """From here on this process makes nothing others can read; the folder and what lies directly in it are set right."""
    os.umask(OTHERS)
    folder.mkdir(parents=True, exist_ok=True)
    close(folder)
    for path in folder.iterdir():
        close(path)


def repair(folder):
    """The same of everything below, at a start: copies and restores bring their own modes."""
    for top, folders, files in os.walk(folder):
        for name in (*folders, *files):
            close(Path(top, name))


def close(path):
    """Takes from group and others what they may do; what belongs to another account, or is a link, is left."""
    with suppress(FileNotFoundError):
        found = path.lstat()
        mode = stat.S_IMODE(found.st_mode)
        ours = found.st_uid == os.geteuid() and not stat.S_ISLNK(found.st_mode)
        if ours and mode & OTHERS:
            path.chmod(mode & ~OTHERS)
