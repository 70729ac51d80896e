"""A backup restored by the commands into an empty place, and a disk that is full while one is made."""

import os
import re
import shutil
import subprocess
import sys

import pytest
from django.conf import settings

REFUSED = "CommandError: "


def manage(env, *command):
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=settings.BASE_DIR,
        env={**os.environ, **env},
        capture_output=True,
        text=True,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def county(tmp_path):
    """The environment of a demo county with a recovery key."""
    env = {"VAR_DIR": str(tmp_path / "var"), "DEMO": "1"}
    (tmp_path / "var").mkdir()
    assert manage(env, "migrate", "-v0")[0] == manage(env, "seed_demo", "--cases", "20")[0] == 0
    return env


def recovery_key(env, folder):
    words = folder / "words"
    said = manage(env, "backup_key")[1]
    words.write_text(re.search(r"[A-Z2-7]{4}(-[A-Z2-7]{4}){13}", said)[0].lower())
    return words


def only(folder, pattern):
    (path,) = folder.glob(pattern)
    return path


def test_empty_place_is_restored_into_and_a_full_one_is_not(county, tmp_path):
    words, var = recovery_key(county, tmp_path), tmp_path / "var"
    assert manage(county, "backup")[0] == 0
    code, said = manage(county, "check_backup")
    assert (code, "逐一相符" in said) == (0, True), said

    shutil.rmtree(var / "private")
    (var / "legalaid.sqlite3").unlink()
    restore = ["restore", str(only(var / "backups", "*.backup")), "--key-file", str(words)]
    restore += ["--keys", str(only(var / "backup-keys", "*.keys"))]
    there = county | {"VAR_DIR": str(tmp_path / "new")}
    code, said = manage(there, *restore)
    assert (code, "已恢复到" in said) == (0, True), said
    print(f"\n{said}")

    code, said = manage(there, "verify_audit")
    assert (code, said.startswith("审计链完好")) == (0, True), said
    code, said = manage(there, *restore)
    assert (code, "不能恢复到这里" in said) == (1, True)


@pytest.mark.parametrize("room", ["64k", "1m", "4m"])
def test_full_disk_leaves_the_older_backups(county, tmp_path, room):
    assert os.geteuid() == 0, "只有 root 能挂载一个小磁盘：请以 root 执行 make soak"
    recovery_key(county, tmp_path)
    assert manage(county, "backup")[0] == 0

    small = tmp_path / "small"
    small.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={room}", "none", small], check=True)
    try:
        elsewhere = county | {"BACKUP_DIR": str(small)}
        (small / "legalaid-20260101-013000.backup").write_bytes(b"older")
        code, said = manage(elsewhere, "backup")
        assert (code, "以前的备份没有动" in said) == (1, True), said
        assert [path.name for path in small.iterdir()] == ["legalaid-20260101-013000.backup"]
    finally:
        subprocess.run(["umount", small], check=True)

    assert manage(county, "check_backup")[0] == 0
