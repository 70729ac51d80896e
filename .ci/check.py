"""Every check and test: `check.py` all, `check.py --lint` the checks, `check.py PATH...` these tests on both databases."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
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
LONGEST = ("--durations=15", "--durations-min=5")  # what grows long is seen where it is run
# some twenty interpreters start here; what one has compiled the others read, whatever the caller thinks of .pyc files
COMPILED = {
    "PYTHONDONTWRITEBYTECODE": "",
    "PYTHONPYCACHEPREFIX": str(Path(".venv/compiled").resolve()),
}


def main(arguments):
    signal.signal(signal.SIGTERM, stop)
    with tempfile.TemporaryDirectory() as var:
        clean = {"VAR_DIR": var, **COMPILED}
        failed = []
        if not arguments or arguments == ["--lint"]:
            failed += lints(clean)
        if arguments != ["--lint"]:
            failed += tests(arguments, clean)
    if failed:
        sys.exit(f"失败：{'、'.join(failed)}")
    print("全部通过")


def lints(clean):
    """Two at a time; what fails shows what it said."""
    with ThreadPoolExecutor(2) as pool:
        codes = pool.map(lambda lint: quietly(lint[0], lint[1], {**clean, **lint[2]}), LINTS)
        return [name for (name, *_), code in zip(LINTS, codes, strict=True) if code]


def tests(arguments, clean):
    command = [PY, "-m", "pytest", "-q", *LONGEST, *workers(arguments), *arguments]
    failed = ["SQLite"] if run("SQLite", command, clean) else []
    again = command if arguments else [*command, "-m", "not one_database"]
    # what a test rolls back must not be counted behind its back: the planner would take the next test's rows for none
    with servers("autovacuum=off") as urls:
        failed += ["PostgreSQL"] if run("PostgreSQL + Redis", again, {**clean, **urls}) else []
    return failed


def workers(arguments):
    """Two that take work from each other until none is left; a single file starts sooner with one."""
    paths = [Path(one.split("::")[0]) for one in arguments]
    named = [path for path in paths if path.exists()]

    single_file = len(named) == 1 and named[0].is_file()
    return [] if single_file else ["-n", "2", "--dist", "worksteal"]


def run(name, command, env):
    began = time.monotonic()
    code = subprocess.run(spelled(command), env={**os.environ, **env}).returncode
    print(verdict(name, code, began), flush=True)
    return code


def quietly(name, command, env):
    began = time.monotonic()
    done = subprocess.run(
        spelled(command),
        env={**os.environ, **env},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    said = done.stdout if done.returncode else ""
    print(said + verdict(name, done.returncode, began), flush=True)
    return done.returncode


def spelled(command):
    return [str(part) for part in command]


def verdict(name, code, began):
    seconds = time.monotonic() - began
    return f"== {name}: {'失败' if code else '通过'} {seconds:.0f}s"


if __name__ == "__main__":
    main(sys.argv[1:])
