"""The gateway for text messages: the HTTP contract of docs/sms.md, and nothing else of the world outside.

Whatever is not a clear yes or no is `Unclear`: it may have been taken, and is asked again under the same key.
"""

import hashlib
import hmac
import json
import time
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from django.conf import settings

from legalaid.platform.core.office import office

TIMEOUT = 8  # seconds for one answer, however it drips
LARGEST = 1_000_000  # bytes of an answer that are read
REASONS = {
    "number": "号码不能接收短信",
    "blocked": "机主退订了短信",
    "template": "运营商没有这个模板编号，或者与句子不符",
    "params": "运营商不接受这些参数",
    "sign": "运营商没有这个签名",
    "expired": "机主关机或者不在服务区",
}
OF_TEMPLATE = ("template", "params", "sign")


class Unclear(Exception):
    """No answer, a late one, or one that says neither yes nor no."""


class Away(Unclear):
    """It could not be asked at all: nothing was handed over."""


@dataclass(frozen=True)
class Answer:
    accepted: bool
    why: str = ""


def there_is_one():
    return bool(settings.SMS_URL)


def sign():
    return settings.SMS_SIGN or office()["center"]


def send(key, number, code, params):
    """Hands one text over. Raises Unclear, Away."""
    said = {"key": str(key), "to": number, "sign": sign(), "template": code, "params": params}
    told = _ask("/messages", said)
    if told.get("key") != str(key):
        raise Unclear("另一条的答复")
    if told.get("result") == "accepted":
        return Answer(True)
    if told.get("result") == "refused":
        return Answer(False, _why(told))
    raise Unclear("答复看不懂")


def receipts(keys):
    """{key: (whether it arrived, why not)} of those of `keys` of which it is known. Raises Unclear, Away."""
    rows = _ask("/receipts", {"keys": [str(key) for key in keys]}).get("receipts")
    asked, found = {str(key) for key in keys}, {}
    for row in rows if isinstance(rows, list) else ():
        key = row.get("key") if isinstance(row, dict) else None
        if key in asked and row.get("state") in ("delivered", "failed"):
            found[key] = row["state"] == "delivered", _why(row)
    return found


def _why(told):
    reason = str(told.get("reason", ""))
    return REASONS.get(reason, f"运营商退回（{reason[:40]}）" if reason else "运营商退回")


def _ask(path, said):
    """POST of JSON, signed; the JSON object of the answer. A 200, 400 or 409 with such an object is an answer, all else is none."""
    body = json.dumps(said, ensure_ascii=False).encode()
    address = urlsplit(settings.SMS_URL)
    path = address.path.rstrip("/") + path
    until = time.monotonic() + TIMEOUT
    kind = HTTPSConnection if address.scheme == "https" else HTTPConnection
    line = kind(address.hostname, address.port, timeout=TIMEOUT)
    try:
        try:
            line.connect()
        except OSError as error:
            raise Away(type(error).__name__) from error
        line.request("POST", path, body, _headers(path, body, said))
        answer = line.getresponse()
        text = _read(answer, until)
    except (OSError, HTTPException) as error:
        raise Unclear(type(error).__name__) from error
    finally:
        line.close()

    if answer.status not in (200, 400, 409):
        raise Unclear(f"HTTP {answer.status}")
    return _object(text)


def _headers(path, body, said):
    """Signed by HMAC-SHA256 over time, path and the digest of the body."""
    now = str(int(time.time()))
    words = f"{now}\n{path}\n{hashlib.sha256(body).hexdigest()}"
    mark = hmac.new(settings.SMS_SECRET.encode(), words.encode(), "sha256").hexdigest()
    signed = {"X-App": settings.SMS_APP, "X-Timestamp": now, "X-Signature": mark}
    once = {"Idempotency-Key": said["key"]} if "key" in said else {}
    return {"Content-Type": "application/json; charset=utf-8", **signed, **once}


def _read(answer, until):
    parts, size = [], 0
    while part := answer.read1(65536):
        parts.append(part)
        size += len(part)
        if size > LARGEST or time.monotonic() > until:
            raise TimeoutError
    return b"".join(parts)


def _object(text):
    try:
        told = json.loads(text)
    except ValueError as error:
        raise Unclear("答复不是JSON") from error
    if not isinstance(told, dict):
        raise Unclear("答复不是JSON对象")
    return told
