"""How form widgets become HTML: as Django does it, but a select's options without a template for each.

A list's filter offers a hundred counties; Django's templates take three of their own for each option, which was half
of the whole page's time. The HTML is the same, letter for letter but white space.
"""

from django.forms.renderers import TemplatesSetting
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

SELECT = "django/forms/widgets/select.html"


class PortalRenderer(TemplatesSetting):
    """Django's renderer over the project's templates, with a quick way for selects."""

    def render(self, template_name, context, request=None):
        if template_name == SELECT:
            return _select(context["widget"])
        return super().render(template_name, context, request)


def _select(widget: dict) -> SafeString:
    groups = "".join(_group(name, options) for name, options, _ in widget["optgroups"])
    return format_html('<select name="{}"{}>{}</select>', widget["name"], _attributes(widget), SafeString(groups))


def _group(name: str | None, options: list[dict]) -> str:
    inside = "".join(_option(option) for option in options)
    return format_html('<optgroup label="{}">{}</optgroup>', name, SafeString(inside)) if name else inside


def _option(option: dict) -> str:
    value, label = str(option["value"]), option["label"]
    return format_html('<option value="{}"{}>{}</option>', value, _attributes(option), label)


def _attributes(widget: dict) -> SafeString:
    """True is an attribute without a value, False is none."""
    shown = ((name, value) for name, value in widget["attrs"].items() if value is not False)
    pairs = (
        SafeString(f" {name}") if value is True else format_html(' {}="{}"', name, str(value)) for name, value in shown
    )
    return format_html_join("", "{}", ((pair,) for pair in pairs))
