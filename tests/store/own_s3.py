"""As much of S3 as the work store asks for, on loopback: objects put, read, weighed, listed and removed. Nothing is checked."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

KEYS = {
    "AWS_ACCESS_KEY_ID": "nobody",
    "AWS_SECRET_ACCESS_KEY": "nothing",
    "AWS_DEFAULT_REGION": "none-1",
    "AWS_REQUEST_CHECKSUM_CALCULATION": "when_required",
    "AWS_EC2_METADATA_DISABLED": "true",
    "no_proxy": "127.0.0.1",
}


class Objects(BaseHTTPRequestHandler):
    """Answers over the objects of its server: `/bucket/key`."""

    protocol_version = "HTTP/1.1"
    server: Any

    def log_message(self, *_: Any) -> None:
        """Say nothing."""

    @property
    def name(self) -> str:
        return unquote(urlsplit(self.path).path).strip("/")

    def answer(
        self, status: int, body: bytes = b"", kind: str = "application/octet-stream", size: int | None = None
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body) if size is None else size))
        self.send_header("Content-Type", kind)
        self.send_header("ETag", '"0"')
        self.send_header("Last-Modified", "Wed, 01 May 2024 00:00:00 GMT")
        self.end_headers()
        self.wfile.write(body)

    def do_PUT(self) -> None:
        self.server.objects[self.name] = self.rfile.read(int(self.headers["Content-Length"]))
        self.answer(200)

    def do_HEAD(self) -> None:
        found = self.server.objects.get(self.name)
        self.answer(404 if found is None else 200, size=len(found or b""))

    def do_DELETE(self) -> None:
        self.server.objects.pop(self.name, None)
        self.answer(204)

    def do_GET(self) -> None:
        if "list-type" in (query := parse_qs(urlsplit(self.path).query)):
            self.answer(200, self.listing(query).encode(), "application/xml")
        elif (found := self.server.objects.get(self.name)) is None:
            self.answer(404, b"<Error><Code>NoSuchKey</Code></Error>", "application/xml")
        else:
            self.answer(200, found)

    def listing(self, query: dict[str, list[str]]) -> str:
        begin = f"{self.name}/{query.get('prefix', [''])[0]}"
        found = sorted(name for name in self.server.objects if name.startswith(begin))
        rows = (
            f"<Contents><Key>{escape(name.partition('/')[2])}</Key><Size>{len(self.server.objects[name])}</Size>"
            "<LastModified>2024-05-01T00:00:00.000Z</LastModified><ETag>0</ETag></Contents>"
            for name in found
        )
        return f"<ListBucketResult><KeyCount>{len(found)}</KeyCount>{''.join(rows)}</ListBucketResult>"


@contextmanager
def serving() -> Iterator[tuple[dict[str, str], dict[str, bytes]]]:
    """The environment that leads a client here, and the objects, until the block ends."""
    _forget()
    server: Any = ThreadingHTTPServer(("127.0.0.1", 0), Objects)
    server.objects = {}
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield KEYS | {"AWS_ENDPOINT_URL": f"http://127.0.0.1:{server.server_port}"}, server.objects
    finally:
        server.shutdown()
        server.server_close()
        _forget()


def _forget() -> None:
    """Clients are kept under their address, which they read from the environment once."""
    from fsspec import get_filesystem_class

    from pipeline.store.files import _remote

    get_filesystem_class("s3").clear_instance_cache()
    _remote.cache_clear()
