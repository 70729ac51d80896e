"""A gateway for text messages on this machine: a real HTTP server that speaks the contract of docs/sms.md, and errs as it is told."""

import hashlib
import hmac
import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

APP, SECRET = "fayuan", "a-secret-of-the-tests"


class Gateway(ThreadingHTTPServer):
    """`sent`: what went to the operator, in order, each key once. `then`: what it does instead of answering. `slow`: seconds an answer takes."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.sent, self.keys, self.asked = [], {}, []
        self.then, self.slow = "", 0
        self.refuses, self.arrived = {}, {}
        self.lock = threading.Lock()
        self.url = f"http://127.0.0.1:{self.server_address[1]}/v1"

    def numbers(self):
        return [said["to"] for said in self.sent]


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        gateway = self.server
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if not self.signed(body):
            return self.answer(401, b'{"error": "signature"}')

        said = json.loads(body)
        gateway.asked.append((self.path, said))
        told = self.take(said) if self.path == "/v1/messages" else self.receipts(said)
        time.sleep(gateway.slow)
        if gateway.then == "never":
            return self.connection.close()
        wrong = WRONG.get(gateway.then)
        return self.answer(*wrong) if wrong else self.answer(200, json.dumps(told).encode())

    def signed(self, body):
        stamp = self.headers["X-Timestamp"]
        words = f"{stamp}\n{self.path}\n{hashlib.sha256(body).hexdigest()}"
        mark = hmac.new(SECRET.encode(), words.encode(), "sha256").hexdigest()
        fresh = abs(time.time() - int(stamp)) < 300
        return fresh and self.headers["X-App"] == APP and self.headers["X-Signature"] == mark

    def take(self, said):
        gateway, key = self.server, said["key"]
        assert self.headers["Idempotency-Key"] == key
        if reason := gateway.refuses.get(said["template"]):
            return {"key": key, "result": "refused", "reason": reason}
        with gateway.lock:
            if gateway.keys.setdefault(key, said) != said:
                return {"key": key, "result": "refused", "reason": "key"}
            if said not in gateway.sent:
                gateway.sent.append(said)
        return {"key": key, "result": "accepted"}

    def receipts(self, said):
        known = self.server.arrived
        return {"receipts": [{"key": key, **known[key]} for key in said["keys"] if key in known]}

    def answer(self, status, body):
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


WRONG = {
    "error": (500, b"oops"),
    "busy": (503, b'{"result": "accepted"}'),
    "page": (200, "<html>登录</html>".encode()),
    "list": (200, b"[1, 2]"),
    "word": (200, b'{"result": "maybe"}'),
    "other": (200, b'{"key": "another", "result": "accepted"}'),
    "empty": (200, b""),
}


@contextmanager
def opened():
    gateway = Gateway()
    thread = threading.Thread(target=gateway.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield gateway
    finally:
        gateway.shutdown()
        thread.join()
        gateway.server_close()


def connect(settings, gateway):
    settings.SMS_URL, settings.SMS_SIGN = gateway.url, "广安区法援"
    settings.SMS_APP, settings.SMS_SECRET = APP, SECRET
