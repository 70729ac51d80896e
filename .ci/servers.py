"""Temporary PostgreSQL and Redis on free local ports: `servers.py COMMAND...` runs a command with DATABASE_URL and REDIS_URL set."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def postgres_bin():
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        sys.exit("缺少 PostgreSQL：apt-get install postgresql")
    return found[-1].parent


def listening(port, seconds=30):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    sys.exit(f"服务未能在端口 {port} 启动")


@contextlib.contextmanager
def servers(*options):
    """`options`: further settings of PostgreSQL, as "name=value"."""
    folder = Path(tempfile.mkdtemp(prefix="legalaid-"))
    folder.chmod(0o755)
    started = []

    try:
        yield {
            "DATABASE_URL": _postgres(folder, started, options),
            "REDIS_URL": _redis(folder, started),
        }

    finally:
        for process in reversed(started):
            process.send_signal(signal.SIGINT)

        for process in started:
            try:
                process.wait(60)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _postgres(folder, started, more):
    bin_, data, port = postgres_bin(), folder / "pg", free_port()
    data.mkdir()

    prefix = []
    if os.geteuid() == 0:
        shutil.chown(data, "postgres", "postgres")
        # not runuser, which stands between: the process started is the server itself
        prefix = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]

    init = [*prefix, bin_ / "initdb", "-D", data, "-U", "legalaid", "-A", "trust", "-E", "UTF8",
            "--locale=C.UTF-8", "--no-sync"]  # fmt: skip
    subprocess.run(init, check=True, stdout=subprocess.DEVNULL)

    options = ["-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off", "-c", "listen_addresses=127.0.0.1",
               "-c", f"unix_socket_directories={data}", "-c", "shared_buffers=256MB", "-c", "log_min_messages=fatal"]  # fmt: skip
    options += [part for option in more for part in ("-c", option)]
    run = [*prefix, bin_ / "postgres", "-D", data, "-p", str(port), *options]
    started.append(subprocess.Popen(run, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
    listening(port)

    create = [bin_ / "createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "legalaid", "legalaid"]
    for _ in range(50):
        if subprocess.run(create, stderr=subprocess.DEVNULL).returncode == 0:
            break
        time.sleep(0.2)
    return f"postgres://legalaid@127.0.0.1:{port}/legalaid"


def _redis(folder, started):
    program = shutil.which("redis-server")
    if not program:
        sys.exit("缺少 Redis：apt-get install redis-server")
    port = free_port()
    run = [program, "--bind", "127.0.0.1", "--port", str(port), "--save", "", "--dir", str(folder)]
    started.append(subprocess.Popen(run, stdout=subprocess.DEVNULL))
    listening(port)
    return f"redis://127.0.0.1:{port}/0"


def stop(signum, frame):
    raise SystemExit(128 + signum)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, stop)
    with servers() as urls:
        sys.exit(subprocess.run(sys.argv[1:], env={**os.environ, **urls}).returncode)
