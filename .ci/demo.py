"""The demo: migrate, seed, then web, worker and beat together until Ctrl-C."""

import os
import subprocess
import sys

from honcho.manager import Manager

PORT = os.environ.get("PORT", "8000")
BIN = os.path.dirname(sys.executable)


def main():
    os.environ["DEMO"] = "1"
    os.environ.setdefault("OFFICE_PLACE", "清和县政务服务大厅7、8号窗口")
    os.environ.setdefault("OFFICE_HELP", "中心办公室林秀")
    os.environ.setdefault("OFFICE_HELP_PHONE", "0731-555-0107")
    manage = [sys.executable, "manage.py"]
    subprocess.run([*manage, "migrate", "-v0"], check=True)
    subprocess.run([*manage, "seed_demo"], check=True)
    print(f"\n地址：http://127.0.0.1:{PORT}/　（Ctrl-C 停止）\n", flush=True)
    manager = Manager()
    web = f"{BIN}/granian --interface wsgi legalaid.wsgi:application --host 127.0.0.1 --port {PORT} --workers 2 --blocking-threads 4 --no-ws --log-level warning"
    manager.add_process("web", web)
    manager.add_process(
        "worker", f"{BIN}/celery -A legalaid worker -B --concurrency 2 --loglevel WARNING"
    )
    manager.loop()
    sys.exit(manager.returncode)


if __name__ == "__main__":
    main()
