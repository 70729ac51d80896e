"""The memory of one real web worker after it has served the pages: granian as in the demo, one worker, read from /proc."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.parse import quote

SAFE = "/?=&"


def resident_mb(paths, cookie):
    """MB of the biggest process of a granian with one worker once every path was served ten times to the holder of `cookie`."""
    port = free_port()
    program = Path(sys.executable).parent / "granian"
    options = [
        "--interface",
        "wsgi",
        "legalaid.wsgi:application",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--workers",
        "1",
    ]
    server = subprocess.Popen(
        [program, *options, "--blocking-threads", "4", "--no-ws", "--log-level", "warning"],
        env=os.environ,
    )
    try:
        wait_for(port)
        for path in [*paths] * 10:
            request = urllib.request.Request(
                f"http://127.0.0.1:{port}{quote(path, safe=SAFE)}",
                headers={"Cookie": f"sessionid={cookie}"},
            )
            with urllib.request.urlopen(request, timeout=120) as answer:  # noqa: S310  our own server
                assert answer.status == 200, path
                answer.read()
        return max(_rss(pid) for pid in [server.pid, *_children(server.pid)])
    finally:
        server.terminate()
        server.wait(30)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port):
    for _ in range(600):
        try:
            with socket.create_connection(("127.0.0.1", port), 1):
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("granian did not start")


def _children(pid):
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            found += [int(child), *_children(int(child))]
    return found


def _rss(pid):
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) // 1024
