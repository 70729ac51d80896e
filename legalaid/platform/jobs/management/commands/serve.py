"""Web, worker and beat together until Ctrl-C, under a supervisor that starts again what dies (`supervisor.conf`)."""

import os
import socket
import sys
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from legalaid.platform import jobs
from legalaid.platform.core.private import repair

CONFIG = Path(jobs.__file__).parent / "supervisor.conf"


class Command(BaseCommand):
    help = "启动网页、后台任务和定时任务，中断的自动重启；Ctrl-C 全部停止"

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1", help="监听地址")
        parser.add_argument("--port", type=int, default=8000, help="端口")

    def handle(self, *, host, port, **options):
        folder = settings.VAR_DIR.resolve()
        if answers(socket.AF_UNIX, str(folder / "supervisor.sock")):
            raise CommandError(f"系统已在运行（数据目录 {folder}），不能再次启动。")
        if answers(socket.AF_INET, (host, port)):
            raise CommandError(f"端口 {port} 已被其他程序占用，请改用 --port。")

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


def answers(family, address):
    with socket.socket(family) as probe:
        probe.settimeout(1)
        return probe.connect_ex(address) == 0
