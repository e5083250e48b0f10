"""Fills in a form as the page shows it, with whatever one wants to type."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

TYPED = {"text", "search", "tel", "email", "url"}
KEPT = {"hidden", "password", "file", "submit", "button", "reset"}


@dataclass
class Sheet:
    """What the first form of a page holds: ``values`` as they stand, ``typed`` the names of its text fields."""

    values: dict[str, str] = field(default_factory=dict)
    typed: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)

    def filled(self, text: str, day: str) -> dict[str, str]:
        """Everything to be sent, with ``text`` in each text field and ``day`` in each date."""
        moment = f"{day}T10:00"
        dates = {name: moment if name.endswith("_at") else day for name in self.dates}
        return self.values | dict.fromkeys(self.typed, text) | dates


class Reader(HTMLParser):
    """Reads the form that the page is about (class ``form-sheet``)."""

    def __init__(self):
        super().__init__()
        self.sheet = Sheet()
        self.is_inside = self.is_template = False
        self.select = ""

    @classmethod
    def of(cls, html: str) -> Sheet | None:
        reader = cls()
        reader.feed(html)
        return reader.sheet if reader.sheet.values else None

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            # What only asks is no form of this kind: it changes nothing.
            self.is_inside = "form-sheet" in given.get("class", "") and given.get("method", "").lower() == "post"
        elif tag == "template":
            self.is_template = True
        elif self.is_inside and not self.is_template:
            self._field(tag, given)

    def handle_endtag(self, tag):
        if tag == "form":
            self.is_inside = False
        elif tag == "template":
            self.is_template = False
        elif tag == "select":
            self.select = ""

    def _field(self, tag: str, given: dict) -> None:
        name, kind = given.get("name", ""), given.get("type", "text")
        if tag == "option" and self.select and given.get("value"):
            if "selected" in given or not self.sheet.values.get(self.select):
                self.sheet.values[self.select] = given["value"]
        elif tag == "select" and name:
            self.select = name
            self.sheet.values.setdefault(name, "")
        elif tag == "textarea" and name:
            self.sheet.typed.append(name)
        elif tag == "input" and name:
            self._input(name, kind, given)

    def _input(self, name: str, kind: str, given: dict) -> None:
        if kind in TYPED:
            self.sheet.typed.append(name)
        elif kind in {"date", "datetime-local"}:
            self.sheet.dates.append(name)
        elif kind in {"radio", "checkbox"}:
            if not name.endswith("DELETE"):
                self.sheet.values.setdefault(name, given.get("value", "on"))
        elif kind == "number":
            self.sheet.values[name] = given.get("value") or "1"
        elif kind not in KEPT - {"hidden"}:
            self.sheet.values[name] = given.get("value", "")
