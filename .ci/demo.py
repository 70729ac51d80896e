"""The demo: migrate, seed, then everything together until Ctrl-C."""

import os
import subprocess
import sys

PORT = os.environ.get("PORT", "8000")


def main():
    os.environ["DEMO"] = "1"
    os.environ.setdefault("OFFICE_PLACE", "清和县政务服务大厅7、8号窗口")
    os.environ.setdefault("OFFICE_HELP", "中心办公室林秀")
    os.environ.setdefault("OFFICE_HELP_PHONE", "0731-555-0107")
    manage = [sys.executable, "manage.py"]
    subprocess.run([*manage, "migrate", "-v0"], check=True)
    subprocess.run([*manage, "seed_demo"], check=True)
    os.execv(sys.executable, [*manage, "serve", "--port", PORT])


if __name__ == "__main__":
    main()
