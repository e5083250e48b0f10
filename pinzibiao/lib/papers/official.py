"""An official paper (GB/T 9704-2012) as plain data: what both writers, Word and PDF, print.

``{"title": …, "subtitle": …, "blocks": [block, …]}``, and nothing in it but text, so that it can be frozen and hashed.
"""

from collections.abc import Iterable


def paper(title: str, subtitle: str, blocks: Iterable[dict], *, landscape: bool = False) -> dict:
    """``landscape``: the sheets lie on their side, for annexes whose tables are wide."""
    told = {"title": title, "subtitle": subtitle, "blocks": list(blocks)}
    return told | {"landscape": True} if landscape else told


def heading(text: str) -> dict:
    """一、 …"""
    return {"kind": "heading", "text": text}


def subheading(text: str) -> dict:
    return {"kind": "subheading", "text": text}


def paragraphs(text: str) -> list[dict]:
    """One block a line; empty lines are left out."""
    return [{"kind": "paragraph", "text": line.strip()} for line in text.splitlines() if line.strip()]


def table(columns: list[str], rows: list[list[str]]) -> dict:
    return {"kind": "table", "columns": columns, "rows": rows, "widths": widths(columns, rows)}


def picture(svg: str, caption: str) -> dict:
    """A drawing of the server's own, as wide as the text."""
    return {"kind": "picture", "svg": svg, "caption": caption}


def annex(label: str, title: str, *, is_first: bool) -> dict:
    """The head of an annex; the first begins a page."""
    return {"kind": "annex", "label": label, "title": title, "is_first": is_first}


def closing(*lines: str) -> dict:
    """落款: who issues the paper, and when; at the right."""
    return {"kind": "closing", "lines": list(lines)}


def widths(columns: list[str], rows: list[list[str]]) -> list[int]:
    """How wide each column should be beside the others: its longest text in characters, within bounds."""
    texts = zip(columns, *rows[:200], strict=True)
    return [min(max(5, *(len(text) for text in column)), 18) for column in texts]
