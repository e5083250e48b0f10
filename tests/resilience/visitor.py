"""Somebody who asks the real web server, with a cookie jar and a watch."""

import time
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlencode, urlsplit

from tests.cast import PASSWORD


@dataclass
class Answer:
    status: int
    text: str
    location: str
    retry_after: str | None


@dataclass
class Visitor:
    """``seconds`` holds how long each request took: ``(what, seconds)``."""

    url: str
    cookies: dict[str, str] = field(default_factory=dict)
    seconds: list[tuple[str, float]] = field(default_factory=list)

    def get(self, path: str) -> Answer:
        return self._ask("GET", path)

    def send(self, path: str, **fields) -> Answer:
        """Open the form at ``path`` and send it back with ``fields`` filled in."""
        form = Inputs.of(self.get(path).text)
        return self._ask("POST", path, form | {name: str(value) for name, value in fields.items()})

    def sign_in(self, person) -> Answer:
        return self.send("/accounts/login/", login=person.username, password=PASSWORD)

    @property
    def slowest(self) -> float:
        return max(seconds for _, seconds in self.seconds)

    def _ask(self, method: str, path: str, fields: dict | None = None) -> Answer:
        parts = urlsplit(self.url)
        line = HTTPConnection(parts.hostname, parts.port, timeout=30)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), "Origin": self.url}
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.monotonic()
        line.request(method, path, urlencode(fields) if fields is not None else None, headers)
        response = line.getresponse()
        text = response.read().decode(errors="replace")
        self.seconds.append((f"{method} {path}", time.monotonic() - began))
        line.close()
        self._keep_cookies(response)
        return Answer(response.status, text, response.getheader("Location", ""), response.getheader("Retry-After"))

    def _keep_cookies(self, response: HTTPResponse) -> None:
        for header in response.headers.get_all("Set-Cookie") or []:
            name, _, value = header.partition(";")[0].partition("=")
            self.cookies[name] = value


class Inputs(HTMLParser):
    """The filled-in inputs of a page: hidden ones, and whatever has a value already."""

    def __init__(self):
        super().__init__()
        self.values: dict[str, str] = {}

    @classmethod
    def of(cls, html: str) -> dict[str, str]:
        parser = cls()
        parser.feed(html)
        return parser.values

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        is_text = given.get("type") not in {"checkbox", "radio", "submit", "search"}
        if tag == "input" and given.get("name") and is_text:
            self.values[given["name"]] = given.get("value") or ""
