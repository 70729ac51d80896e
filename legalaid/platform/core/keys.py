"""The keys of the installation: made once, kept in a file of mode 0600 outside the repository, or given by the environment."""

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Keys:
    """secret_key signs sessions; data {version: 32 bytes} encrypts fields, `current` is the newest; index and audit are HMAC keys.

    `path`: where a data key is added while processes run; None where the environment gives them.
    """

    secret_key: str
    data: dict[int, bytes]
    index: bytes
    audit: bytes
    path: Path | None = None

    @property
    def current(self):
        return max(self.data)

    def of(self, version):
        """The data key of this version, though it was added since this process began. Raises KeyError."""
        if version not in self.data and self.path:
            self.data.update(_as_keys(json.loads(self.path.read_text())["data"]))
        return self.data[version]


def load_keys(path, env):
    """Reads the key file (made when missing); SECRET_KEY, DATA_KEYS ("1:hex,2:hex"), INDEX_KEY and AUDIT_KEY override it."""
    names = ("SECRET_KEY", "DATA_KEYS", "INDEX_KEY", "AUDIT_KEY")
    given = {name: env(name, default="") for name in names}
    stored = {} if all(given.values()) else _read_or_make(Path(path))
    data = (
        dict(pair.split(":", 1) for pair in given["DATA_KEYS"].split(","))
        if given["DATA_KEYS"]
        else stored["data"]
    )

    return Keys(
        secret_key=given["SECRET_KEY"] or stored["secret_key"],
        data=_as_keys(data),
        index=bytes.fromhex(given["INDEX_KEY"] or stored["index"]),
        audit=bytes.fromhex(given["AUDIT_KEY"] or stored["audit"]),
        path=None if given["DATA_KEYS"] else Path(path),
    )


def _as_keys(stored):
    return {int(version): bytes.fromhex(key) for version, key in stored.items()}


def _read_or_make(path):
    fresh = {
        "secret_key": secrets.token_urlsafe(50),
        "data": {"1": secrets.token_hex(32)},
        "index": secrets.token_hex(32),
    }
    fresh["audit"] = secrets.token_hex(32)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return json.loads(path.read_text())

    with os.fdopen(handle, "w") as file:
        json.dump(fresh, file, indent=1)

    return fresh


def add_data_key(path):
    """Adds a data key to the file and returns its version. A process that runs takes it up with the first it reads that is sealed by it."""
    path = Path(path)
    stored = json.loads(path.read_text())
    version = max(int(v) for v in stored["data"]) + 1
    stored["data"][str(version)] = secrets.token_hex(32)
    draft = path.with_suffix(".new")
    draft.touch(0o600)
    draft.write_text(json.dumps(stored, indent=1))
    draft.replace(path)

    return version
