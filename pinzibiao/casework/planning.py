"""Every dated setting as it stands and as it will stand; planning a value for a coming day and taking the plan back."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from .actions import record
from .dated import DEFAULTS, Declared
from .models import DatedSetting, Event
from .workflow import Desk

PROVINCE = "province"


@dataclass(frozen=True)
class Span:
    """One value with the day from which it holds; no day: since the beginning."""

    lines: list[str]
    state: str
    valid_from: date | None = None
    source: str = "平台默认"
    pk: int | None = None

    @property
    def brief(self) -> str:
        return self.lines[0] if len(self.lines) == 1 else f"{self.lines[0]} 等 {len(self.lines)} 项"


@dataclass(frozen=True)
class Setting:
    """One setting with its rows, newest first."""

    key: str
    declared: Declared
    rows: list[DatedSetting]
    today: date

    @property
    def current(self) -> DatedSetting | None:
        """The row in force; None while the default holds."""
        return next((row for row in self.rows if row.valid_from <= self.today), None)

    @property
    def value(self):
        return self.current.value if self.current else self.declared.default

    @property
    def history(self) -> list[Span]:
        """Every value there was, is and will be, the latest first."""
        default = Span(self.lines(self.declared.default), "已被取代" if self.current else "现行")
        return [*map(self._span, self.rows), default]

    @property
    def present(self) -> Span:
        return next(span for span in self.history if span.state == "现行")

    @property
    def planned(self) -> list[Span]:
        """What comes, the nearest first."""
        return [span for span in reversed(self.history) if span.state == "已安排"]

    def lines(self, value) -> list[str]:
        return lines_of(value, self.declared.labels)

    def _span(self, row: DatedSetting) -> Span:
        is_past = row.valid_from <= self.today
        state = "现行" if row == self.current else ("已被取代" if is_past else "已安排")
        return Span(self.lines(row.value), state, row.valid_from, row.source, row.pk)


def lines_of(value, labels: dict[str, str]) -> list[str]:
    """A value as people read it: texts line by line, codes by their words, the pledge with its version first."""
    if isinstance(value, dict):
        return [line for part in value.values() for line in (part if isinstance(part, list) else [str(part)])]
    if not isinstance(value, list):
        return [str(value)]
    if all(isinstance(item, int) for item in value):
        return ["、".join(map(str, value))]
    return [labels.get(item, item) for item in value]


def settings() -> list[Setting]:
    """All declared settings, in the order in which they were declared."""
    rows, today = list(DatedSetting.objects.all()), timezone.localdate()
    return [Setting(key, known, [r for r in rows if r.key == key], today) for key, known in DEFAULTS.items()]


def setting_of(key: str) -> Setting:
    """One of them. Raises ``KeyError`` for an undeclared key."""
    return Setting(key, DEFAULTS[key], list(DatedSetting.objects.filter(key=key)), timezone.localdate())


def acts_on(key: str):
    """Who planned and who withdrew what, newest first."""
    subject = DatedSetting._meta.label_lower
    return Event.objects.filter(subject_type=subject, data__key=key).order_by("-id")


def plan(key: str, value, valid_from: date, source: str, *, by) -> DatedSetting:
    """Let ``value`` hold from a coming day on. Raises ``ValidationError`` when that day has a value already."""
    row, is_new = DatedSetting.objects.get_or_create(
        key=key, valid_from=valid_from, defaults={"value": value, "source": source}
    )
    if not is_new:
        raise ValidationError(f"{valid_from} 起的数值已经有人安排，请另选日期，或先撤回原来的安排。")
    _tell(row, "plan", "安排新值", by)
    return row


def withdraw(row: DatedSetting, *, by) -> None:
    """Take back what is not in force yet; the event keeps what it was."""
    _tell(row, "withdraw", "撤回安排", by)
    row.delete()


def _tell(row: DatedSetting, action: str, label: str, by) -> None:
    desk = Desk.PROVINCE if by.kind == PROVINCE else Desk.SYSTEM
    data = {"key": row.key, "value": row.value, "valid_from": row.valid_from.isoformat()}
    record(row, action, label, by=by, desk=desk, comment=row.source, data=data)
