"""The demo: migrate, seed, then everything together until Ctrl-C."""

import os
import subprocess
import sys

PORT = os.environ.get("PORT", "8000")


def main():
    os.environ["DEMO"] = "1"
    manage = [sys.executable, "manage.py"]
    subprocess.run([*manage, "migrate", "-v0"], check=True)
    subprocess.run([*manage, "seed_demo"], check=True)
    os.execv(sys.executable, [*manage, "serve", "--port", PORT])


if __name__ == "__main__":
    main()
