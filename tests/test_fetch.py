"""Fetching over real connections to servers on loopback, and the rules for addresses."""

from __future__ import annotations

import datetime as dt
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import FetchError, ForbiddenAddress
from assistant.settings import Settings
from ingest.fetch import fetch
from ingest.sources import expand, read

LOOPBACK = Settings(fetch_allow="127.0.0.1", fetch_timeout=5)
PAGE = "<html><body>报告</body></html>".encode()


class _Site(BaseHTTPRequestHandler):
    """Misbehaves by path."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None: ...

    def do_GET(self) -> None:
        path = self.path.partition("?")[0].strip("/").replace("-", "_") or "page"
        answer = getattr(self, f"_{path}", None)
        if answer is None:
            self.send_error(404)
        else:
            answer()

    def _page(self, kind: str = "text/html; charset=utf-8") -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(PAGE)))
        self.send_header("X-Host", self.headers["Host"])
        self.end_headers()
        self.wfile.write(PAGE)

    def _host(self) -> None:
        body = self.headers["Host"].encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _to(self, target: str) -> None:
        self.send_response(302)
        self.send_header("Location", target)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _hop(self) -> None:
        self._to("/page")

    def _loop(self) -> None:
        self._to("/loop")

    def _to_private(self) -> None:
        self._to("http://127.0.0.2:9/secret")

    def _to_metadata(self) -> None:
        self._to("http://169.254.169.254/latest/meta-data/")

    def _to_file(self) -> None:
        self._to("file:///etc/passwd")

    def _to_login(self) -> None:
        self._to(f"http://user:secret@{self.headers['Host']}/page")

    def _endless(self) -> None:
        self.send_response(200)
        self.end_headers()
        self._pour(b"x" * 65_536, 0)

    def _liar(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "10000000000")
        self.end_headers()
        self._pour(b"x" * 65_536, 0)

    def _slow(self) -> None:
        self.send_response(200)
        self.end_headers()
        self._pour(b"x", 0.1)

    def _slow_head(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        self._pour(b"X-A: b\r\n", 0.1)

    def _short(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b"half")
        self.close_connection = True

    def _pour(self, chunk: bytes, pause: float) -> None:
        self.close_connection = True
        end = time.monotonic() + 20
        while time.monotonic() < end:
            try:
                self.wfile.write(chunk)
                self.wfile.flush()
            except OSError:
                return
            time.sleep(pause)


def _serve(server: ThreadingHTTPServer) -> Iterator[str]:
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    yield from _serve(ThreadingHTTPServer(("127.0.0.1", 0), _Site))


def test_page_and_its_type(site: str) -> None:
    page = fetch(f"http://{site}/page", LOOPBACK)
    assert page.data == PAGE
    assert page.content_type == "text/html; charset=utf-8"


def test_source_of_a_url(site: str) -> None:
    (ref,) = expand([f"http://{site}/page?x=1#part"])
    source = read(ref, LOOPBACK)
    assert (source.key, source.url) == (f"http://{site}/page?x=1",) * 2
    assert source.name == "page"
    assert source.data == PAGE


def test_redirects_are_followed_up_to_the_limit(site: str) -> None:
    assert fetch(f"http://{site}/hop", LOOPBACK).url == f"http://{site}/page"
    with pytest.raises(FetchError, match="redirects more than 3") as caught:
        fetch(f"http://{site}/loop", LOOPBACK)
    assert caught.value.code == "too_many_redirects"
    none = LOOPBACK.model_copy(update={"fetch_redirects": 0})
    with pytest.raises(FetchError, match="redirects more than 0"):
        fetch(f"http://{site}/hop", none)


@pytest.mark.parametrize("path", ["to-private", "to-metadata"])
def test_redirect_to_a_private_address(site: str, path: str) -> None:
    with pytest.raises(ForbiddenAddress) as caught:
        fetch(f"http://{site}/{path}", LOOPBACK)
    assert caught.value.code == "forbidden_address"


@pytest.mark.parametrize("path", ["to-file", "to-login"])
def test_redirect_to_another_scheme_or_with_credentials(site: str, path: str) -> None:
    with pytest.raises(FetchError) as caught:
        fetch(f"http://{site}/{path}", LOOPBACK)
    assert caught.value.code == "bad_url"
    assert "secret" not in str(caught.value)


def test_missing_page(site: str) -> None:
    with pytest.raises(FetchError, match="404") as caught:
        fetch(f"http://{site}/nowhere", LOOPBACK)
    assert caught.value.code == "http_status"


@pytest.mark.parametrize("path", ["endless", "liar"])
def test_body_over_the_limit(site: str, path: str) -> None:
    settings = LOOPBACK.model_copy(update={"max_file_bytes": 1_000_000})
    with pytest.raises(FetchError, match="more than the 1,000,000 bytes") as caught:
        fetch(f"http://{site}/{path}", settings)
    assert caught.value.code == "page_too_large"


@pytest.mark.parametrize("path", ["slow", "slow-head"])
def test_time_runs_for_the_whole(site: str, path: str) -> None:
    settings = LOOPBACK.model_copy(update={"fetch_timeout": 0.6})
    begin = time.monotonic()
    with pytest.raises(FetchError, match=r"0\.6 s") as caught:
        fetch(f"http://{site}/{path}", settings)
    assert caught.value.code == "fetch_timeout"
    assert time.monotonic() - begin < 1.5


def test_broken_off_body_and_closed_port(site: str) -> None:
    with pytest.raises(FetchError):
        fetch(f"http://{site}/short", LOOPBACK)
    with pytest.raises(FetchError, match="can't be fetched"):
        fetch("http://127.0.0.1:9/", LOOPBACK)


def test_proxies_of_the_environment_are_not_used(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert fetch(f"http://{site}/page", LOOPBACK).data == PAGE


@pytest.mark.parametrize(
    "host",
    ["localhost", "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0.0.0.0", "[::1]", "[::]",
     "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]", "10.0.0.1", "169.254.169.254", "[fe80::1]"],
)  # fmt: skip
def test_private_hosts_are_refused(site: str, host: str) -> None:
    port = site.rpartition(":")[2]
    with pytest.raises(ForbiddenAddress, match="no public address"):
        fetch(f"http://{host}:{port}/page", Settings(fetch_timeout=5))


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "::1", "169.254.169.254"])
def test_a_name_that_leads_to_a_private_address(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = named(address, monkeypatch)
    with pytest.raises(ForbiddenAddress, match=r"public\.example"):
        fetch("http://public.example/page", Settings(fetch_timeout=5))
    assert asked == ["public.example"]


def test_the_address_that_is_judged_is_the_one_that_is_connected_to(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name server that answers differently the second time is not asked a second time."""
    asked = named("127.0.0.1", monkeypatch, "10.9.9.9")
    port = site.rpartition(":")[2]
    settings = Settings(fetch_allow="public.example", fetch_timeout=5)
    assert fetch(f"http://public.example:{port}/page", settings).data == PAGE
    assert asked == ["public.example"]


def named(first: str, monkeypatch: pytest.MonkeyPatch, later: str | None = None) -> list[str]:
    """Have every name lead to ``first``, from the second time on to ``later``. Gives who asked."""
    asked: list[str] = []
    real = socket.getaddrinfo

    def look_up(host: str, port: int, *more: Any, **named: Any) -> list[Any]:
        if host[0].isdigit() or ":" in host:  # an address: what is connected to
            return real(host, port, *more, **named)
        asked.append(host)
        found = first if later is None or len(asked) == 1 else later
        family = socket.AF_INET6 if ":" in found else socket.AF_INET
        return [(family, socket.SOCK_STREAM, 6, "", (found, port))]

    monkeypatch.setattr("ingest.fetch.socket.getaddrinfo", look_up)
    return asked


def test_allowed_by_host_name(site: str) -> None:
    port = site.rpartition(":")[2]
    settings = Settings(fetch_allow="intranet.example, LOCALHOST", fetch_timeout=5)
    assert fetch(f"http://localhost:{port}/host", settings).data == f"localhost:{port}".encode()
    with pytest.raises(ForbiddenAddress):
        fetch(f"http://{site}/page", settings)


@pytest.mark.parametrize(
    "url",
    ["ftp://a.example/x", "http:///x", "http://u:p@a.example/", "http://a:99999/", "http://[/"],
)
def test_urls_that_cannot_be_fetched(url: str) -> None:
    with pytest.raises(FetchError) as caught:
        fetch(url, Settings())
    assert caught.value.code == "bad_url"


def test_certificate_is_checked_against_the_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate, key = _certificate(tmp_path, "localhost")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    asked: list[str | None] = []
    context.sni_callback = lambda _socket, name, _context: asked.append(name)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    settings = Settings(fetch_allow="127.0.0.1", fetch_timeout=5)
    for address in _serve(server):
        url = f"https://localhost:{address.rpartition(':')[2]}/page"
        with pytest.raises(FetchError, match="certificate"):
            fetch(url, settings)
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert fetch(url, settings).data == PAGE
        with pytest.raises(FetchError, match="certificate"):
            fetch(f"https://{address}/page", settings)
    assert asked[:2] == ["localhost", "localhost"]


def _certificate(folder: Path, name: str) -> tuple[Path, Path]:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "c.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    (folder / "k.pem").write_bytes(private)
    return folder / "c.pem", folder / "k.pem"
