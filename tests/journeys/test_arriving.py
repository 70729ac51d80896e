"""What a journey reads after a click is the whole page, however slowly it comes."""

import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

FIRST = (
    b"<!DOCTYPE html><a href='/second'>on</a><form action='/second'><button>send</button></form>"
)


class Halves(BaseHTTPRequestHandler):
    """The second page says at once that it comes, and comes a second later."""

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        if self.path == "/":
            self.wfile.write(FIRST)
            return

        self.wfile.write(b"<!DOCTYPE html>")
        self.wfile.flush()
        time.sleep(1)
        self.wfile.write(b"<p>there</p>")

    def log_message(self, *said):
        pass


@pytest.fixture
def halves():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Halves)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
@pytest.mark.parametrize(
    "led", [lambda page: page.click("a"), lambda page: page.locator("button").press("Enter")]
)
def test_what_is_read_after_a_click_is_the_whole_page(browser, halves, script, led):
    context = browser.new_context(java_script_enabled=script)
    page = context.new_page()
    page.goto(halves)
    led(page)
    assert page.locator("p").all_inner_texts() == ["there"]
    context.close()
