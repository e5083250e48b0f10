"""How form widgets become HTML: as Django does it, but a select's options without a template for each.

A list's filter offers a hundred counties; Django's templates take three of their own for each option, which was half
of the whole page's time. The HTML is the same, letter for letter but white space.
"""

from html import escape

from django.forms.renderers import TemplatesSetting
from django.utils.safestring import SafeString

SELECT = "django/forms/widgets/select.html"


class PortalRenderer(TemplatesSetting):
    """Django's renderer over the project's templates, with a quick way for selects."""

    def render(self, template_name, context, request=None):
        if template_name == SELECT:
            return SafeString(_select(context["widget"]))
        return super().render(template_name, context, request)


def _escaped(value) -> str:
    """As `conditional_escape`, without its care for lazy values, of which there are none among options."""
    return value if isinstance(value, SafeString) else escape(str(value))


def _select(widget: dict) -> str:
    groups = "".join(_group(name, options) for name, options, _ in widget["optgroups"])
    return f'<select name="{_escaped(widget["name"])}"{_attributes(widget)}>{groups}</select>'


def _group(name: str | None, options: list[dict]) -> str:
    inside = "".join(map(_option, options))
    return f'<optgroup label="{_escaped(name)}">{inside}</optgroup>' if name else inside


def _option(option: dict) -> str:
    value, label = escape(str(option["value"])), _escaped(option["label"])
    return f'<option value="{value}"{_attributes(option)}>{label}</option>'


def _attributes(widget: dict) -> str:
    """True is an attribute without a value, False is none."""
    shown = ((name, value) for name, value in widget["attrs"].items() if value is not False)
    return "".join(f" {name}" if value is True else f' {name}="{escape(str(value))}"' for name, value in shown)
