"""Pages that a strict Content-Security-Policy and old office browsers show whole."""

import re

import pytest

from tests.architecture.house import ROOT, templates, where

INLINE = {
    "style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "handler attribute": re.compile(r"<[^>]*\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "inline script": re.compile(r"<script\b(?![^>]*\b(src=|type=\"application/json\"))[^>]*>", re.IGNORECASE),
    "javascript: address": re.compile(r"(href|src|action)\s*=\s*[\"']javascript:", re.IGNORECASE),
}
LOADED_FROM_OUTSIDE = re.compile(
    r"<(script|img|iframe|source|video|audio|embed)\b[^>]*\ssrc\s*=\s*[\"'](https?:)?//"
    r"|<link\b[^>]*\shref\s*=\s*[\"'](https?:)?//",
    re.IGNORECASE,
)
CSS_FROM_OUTSIDE = re.compile(r"(@import|url\()\s*[\"']?(https?:)?//", re.IGNORECASE)
# Not in Chrome 90, which government offices still run: a rule that uses one of these is dropped whole.
TOO_NEW = re.compile(r"oklch\(|oklab\(|color-mix\(|:has\(|@container\b|@layer\b|\binset-inline|text-wrap:|\bdvh\b")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def _lines(paths, pattern) -> list[str]:
    return [
        where(path, number)
        for path in paths
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if pattern.search(line)
    ]


def _styles():
    return sorted((ROOT / "static").rglob("*.css"))


def test_there_are_pages_and_styles():
    assert len(templates()) > 20
    assert _styles() != []


@pytest.mark.parametrize("name", INLINE)
def test_nothing_inline(name):
    assert _lines(templates(), INLINE[name]) == []


def test_pages_load_nothing_from_other_hosts():
    assert _lines(templates(), LOADED_FROM_OUTSIDE) == []


def test_styles_load_nothing_from_other_hosts():
    assert _lines(_styles(), CSS_FROM_OUTSIDE) == []


def test_scripts_call_no_other_host():
    scripts = sorted((ROOT / "static").rglob("*.js"))
    assert _lines(scripts, re.compile(r"(fetch\(|import\(|src\s*=)\s*[\"'`](https?:)?//")) == []


def test_styles_use_what_chrome_90_knows():
    found = {path.name: TOO_NEW.findall(COMMENT.sub("", path.read_text("utf-8"))) for path in _styles()}
    assert {name: words for name, words in found.items() if words} == {}


@pytest.mark.parametrize(
    ("name", "html"),
    [
        ("style attribute", '<p class="a" style="color:red">'),
        ("style element", "<style>"),
        ("handler attribute", '<a onclick="x()">'),
        ("inline script", '<script nonce="{{ n }}">'),
        ("javascript: address", '<a href="javascript:x()">'),
    ],
)
def test_the_patterns_catch(name, html):
    assert INLINE[name].search(html)


def test_data_in_a_page_is_no_script():
    assert not INLINE["inline script"].search('<script type="application/json" id="x">')
    assert not INLINE["inline script"].search('<script src="{% static "js/x.js" %}" defer>')
