"""Web, worker and beat together until Ctrl-C, under a supervisor that starts again what dies (`supervisor.conf`)."""

import errno
import os
import socket
import sys
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from legalaid.platform import jobs
from legalaid.platform.core.private import repair

REASONS = {
    errno.EADDRINUSE: "已被其他程序占用",
    errno.EACCES: "1024以下的端口普通账号不能用",
    errno.EADDRNOTAVAIL: "本机没有这个地址",
}
CONFIG = Path(jobs.__file__).parent / "supervisor.conf"


class Command(BaseCommand):
    help = "启动网页、后台任务和定时任务，中断的自动重启；Ctrl-C 全部停止"

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1", help="监听地址")
        parser.add_argument("--port", type=int, default=8000, help="端口")

    def handle(self, *, host, port, **options):
        folder = settings.VAR_DIR.resolve()
        if runs(folder):
            raise CommandError(f"系统已在运行（数据目录 {folder}），不能再次启动。")
        if why := closed(host, port):
            raise CommandError(f"不能在 {host}:{port} 监听（{why}），请改用 --port 或者 --host。")

        repair(folder)
        (folder / "log").mkdir(exist_ok=True)
        os.chdir(settings.BASE_DIR)
        env = {
            "VAR_DIR": str(folder),
            "SERVE_BIN": str(Path(sys.executable).parent),
            "SERVE_HOST": host,
            "SERVE_PORT": str(port),
        }
        self.stdout.write(f"地址：http://{host}:{port}/　日志：{folder / 'log'}　（Ctrl-C 停止）")
        self.stdout.flush()
        command = [sys.executable, "-m", "supervisor.supervisord", "-n", "-c", str(CONFIG)]
        os.execve(sys.executable, command, {**os.environ, **env})  # noqa: S606  this very program


def runs(folder):
    """Whether a supervisor answers in this folder; what one that was killed left there does not count."""
    with socket.socket(socket.AF_UNIX) as probe:
        probe.settimeout(1)
        return probe.connect_ex(str(folder / "supervisor.sock")) == 0


def closed(host, port):
    """Why the web could not listen there: held by another program, listening or not; below 1024; an address this machine has not."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the web does
        try:
            probe.bind((host, port))
            probe.listen()
        except OSError as error:
            return REASONS.get(error.errno, str(error))
    return ""
