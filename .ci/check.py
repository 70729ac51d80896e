"""Every check and test: `check.py` all, `check.py --lint` the checks, `check.py PATH...` these tests on both databases."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from servers import servers, stop

BIN = Path(".venv/bin")
PY = str(BIN / "python")
KEYS = {"SECRET_KEY": "x" * 60 + "checks-only-0123456789", "HTTPS": "1"}
LINTS = (
    ("ruff", [BIN / "ruff", "check", "."], {}),
    ("format", [BIN / "ruff", "format", "--check", "-q", "."], {}),
    ("templates", [BIN / "djlint", "templates", "--lint", "--quiet"], {}),
    ("layers", [BIN / "lint-imports"], {"PYTHONPATH": "."}),
    ("system", [PY, "manage.py", "check", "--fail-level", "WARNING"], {}),
    ("migrations", [PY, "manage.py", "makemigrations", "--check", "--dry-run"], {}),
    ("deploy", [PY, "manage.py", "check", "--deploy", "--fail-level", "WARNING"], KEYS),
)
# what asks no database: the rules of the house, the law's tables and sums, the rights, how the pages look
ONCE = ("tests/house", "tests/law", "tests/rights", "tests/journeys/test_pages.py")


def run(name, command, env):
    began = time.monotonic()
    code = subprocess.run([str(part) for part in command], env={**os.environ, **env}).returncode
    print(
        f"== {name}: {'通过' if code == 0 else '失败'} {time.monotonic() - began:.0f}s", flush=True
    )
    return code


def main(arguments):
    signal.signal(signal.SIGTERM, stop)
    with tempfile.TemporaryDirectory() as var:
        clean = {"VAR_DIR": var}
        failed = []
        if not arguments or arguments == ["--lint"]:
            failed += [name for name, command, env in LINTS if run(name, command, {**clean, **env})]
        if arguments != ["--lint"]:
            failed += tests(arguments, clean)
    if failed:
        sys.exit(f"失败：{'、'.join(failed)}")
    print("全部通过")


def tests(arguments, clean):
    command = [PY, "-m", "pytest", "-q", "-n", "2", "--dist", "loadfile", *arguments]
    failed = ["SQLite"] if run("SQLite", command, clean) else []
    again = [*command, *([] if arguments else [f"--ignore={path}" for path in ONCE])]
    # what a test rolls back must not be counted behind its back: the planner would take the next test's rows for none
    with servers("autovacuum=off") as urls:
        failed += ["PostgreSQL"] if run("PostgreSQL + Redis", again, {**clean, **urls}) else []
    return failed


if __name__ == "__main__":
    main(sys.argv[1:])
