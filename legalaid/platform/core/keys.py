"""The keys of the installation: made once, kept in a file of mode 0600 outside the repository, or given by the environment."""

import contextlib
import json
import os
import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Keys:
    """secret_key signs sessions; data {version: 32 bytes} encrypts fields, `current` is the newest; index and audit are HMAC keys."""

    secret_key: str
    data: dict[int, bytes]
    index: bytes
    audit: bytes

    def __post_init__(self):
        if wrong := [version for version, key in self.data.items() if len(key) != 32]:
            raise ValueError(f"Data key {wrong[0]} must be 32 bytes (64 hex digits).")

    @property
    def current(self):
        return max(self.data)


def load_keys(path, env):
    """Reads the key file (made when missing); SECRET_KEY, DATA_KEYS ("1:hex,2:hex"), INDEX_KEY and AUDIT_KEY override it."""
    names = ("SECRET_KEY", "DATA_KEYS", "INDEX_KEY", "AUDIT_KEY")
    given = {name: env(name, default="") for name in names}
    stored = {} if all(given.values()) else _read_or_make(Path(path))
    data = dict(pair.split(":", 1) for pair in given["DATA_KEYS"].split(",")) if given["DATA_KEYS"] else stored["data"]
    return Keys(
        secret_key=given["SECRET_KEY"] or stored["secret_key"],
        data={int(version): bytes.fromhex(key) for version, key in data.items()},
        index=bytes.fromhex(given["INDEX_KEY"] or stored["index"]),
        audit=bytes.fromhex(given["AUDIT_KEY"] or stored["audit"]),
    )


def from_environment(name, default=""):
    return os.environ.get(name, default)


def _read_or_make(path):
    fresh = {"secret_key": secrets.token_urlsafe(50), "data": {"1": secrets.token_hex(32)}, "index": secrets.token_hex(32)}
    fresh["audit"] = secrets.token_hex(32)
    if not path.exists():
        draft = _draft(path, fresh)
        with contextlib.suppress(FileExistsError):  # another process was first: its keys count
            os.link(draft, path)
        draft.unlink()
    return json.loads(path.read_text())


def _draft(path, stored):
    """A whole file of mode 0600 beside `path`, on the disk before it takes its name."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    with os.fdopen(handle, "w") as file:
        json.dump(stored, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    return Path(name)


def add_data_key(path):
    """Adds a data key to the file and returns its version; a running process takes it up when it meets a token it sealed."""
    path = Path(path)
    stored = json.loads(path.read_text())
    version = max(int(v) for v in stored["data"]) + 1
    stored["data"][str(version)] = secrets.token_hex(32)
    _draft(path, stored).replace(path)
    return version
