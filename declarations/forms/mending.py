"""Forms of which a correction opens only what was named."""

from django.utils.html import format_html, format_html_join

from .sent import as_sent, plain_lines


class Mendable:
    """Whatever was not named is shown, disabled, and refused when it is sent all the same."""

    closed: frozenset[str] = frozenset()

    def restrict(self, opening, row: int | None = None) -> None:
        shown = {name: field for name, field in self.fields.items() if not field.widget.is_hidden}
        self.closed = frozenset(name for name in shown if not opening.opens(name, row))
        for name, field in shown.items():
            field.disabled = field.disabled or name in self.closed
            if reasons := opening.reasons(name, row):
                field.help_text = _beside(reasons, field.help_text)

    def clean(self):
        cleaned = super().clean()
        for name in self.closed:
            if self._was_sent_otherwise(name):
                self.add_error(name, f"「{self.fields[name].label}」不在补正范围内，不能修改，已恢复为原来的内容。")
        return cleaned

    def _was_sent_otherwise(self, name: str) -> bool:
        """A page that was opened before the return may still send every field."""
        sent = self.data.get(self.add_prefix(name))
        return sent is not None and plain_lines(sent) != as_sent(self[name])


def _beside(reasons: list[str], help_text: str) -> str:
    """The reasons in front of what the field says of itself."""
    lines = format_html_join("", '<span class="field-reason">补正要求：{}</span>', ((one,) for one in reasons))
    return format_html("{}{}", lines, help_text)
