"""Form fields that name experts in lines of text, and places in one select."""

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy

from enterprises.forms.choosing import Suggesting
from pinzibiao.lib.forms import refuse_control_characters
from pinzibiao.regions.models import PROVINCE_CODE, Region

from . import chooser
from .models import Expert

LINES = 3
MOST = 10


class ExpertLines(forms.Widget):
    """Several text boxes of one name, each with suggestions; always one or two empty ones to go on with."""

    template_name = "experts/_lines.html"

    def value_from_datadict(self, data, files, name) -> list[str]:
        return data.getlist(name) if hasattr(data, "getlist") else list(data.get(name, []))

    def value_omitted_from_data(self, data, files, name) -> bool:
        return name not in data

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0"

    def get_context(self, name, value, attrs):
        context = super().get_context(name, None, attrs)
        words = [word for word in value or [] if word]
        count = min(MOST, max(LINES, len(words) + 1))
        line = Suggesting(reverse_lazy("experts:choose"), "姓名，或工作单位的一部分")
        identity = context["widget"]["attrs"].get("id") or f"id_{name}"
        css = context["widget"]["attrs"].get("class", "form-control")
        context["widget"]["lines"] = [
            line.get_context(
                name,
                words[n] if n < len(words) else "",
                {"id": f"{identity}_{n}", "aria-label": f"专家 {n + 1}", "class": css},
            )
            for n in range(count)
        ]
        return context


class ExpertsChoiceField(forms.Field):
    """One to ten experts out of ``rows`` (set by the form). Cleans to a list of ``Expert``, each once."""

    widget = ExpertLines

    def __init__(self, rows=None, **kwargs):
        kwargs.setdefault("label", "专家")
        kwargs.setdefault("help_text", f"输入姓名或单位，从提示中选择；一行一位，最多 {MOST} 位。")
        super().__init__(**kwargs)
        self.rows = rows

    def clean(self, value) -> list[Expert]:
        lines = [line for line in value or [] if line.strip()]
        if self.required and not lines:
            raise ValidationError("请至少填写一位专家。", code="required")
        found, problems = {}, []
        for line in lines[:MOST]:
            try:
                refuse_control_characters(line)
                expert = chooser.find_expert(self.rows, line)
            except ValidationError as error:
                problems += error.messages
            else:
                found[expert.pk] = expert
        if problems:
            raise ValidationError(problems)
        return list(found.values())

    def prepare_value(self, value):
        if value is None:
            return []
        return [chooser.words_of(one) if isinstance(one, Expert) else one for one in value]


class ExpertChoiceField(forms.CharField):
    """One expert out of ``rows`` in one line with suggestions."""

    def __init__(self, rows=None, **kwargs):
        kwargs.setdefault("label", "专家")
        kwargs.setdefault("max_length", 130)
        kwargs.setdefault("help_text", "输入姓名或单位，从提示中选择。")
        kwargs.setdefault("widget", Suggesting(reverse_lazy("experts:choose"), "姓名，或工作单位的一部分"))
        super().__init__(**kwargs)
        self.rows = rows

    def clean(self, value) -> Expert | None:
        text = super().clean(value)
        return chooser.find_expert(self.rows, text) if text else None

    def prepare_value(self, value):
        return chooser.words_of(value) if isinstance(value, Expert) else value


class PlaceField(forms.ChoiceField):
    """One place: cities with what lies below them. Cleans to the ``Region`` or None."""

    def __init__(self, *, with_province: bool = False, **kwargs):
        kwargs.setdefault("label", "所在地")
        super().__init__(**kwargs)
        self.with_province = with_province
        self.narrow(None)

    def narrow(self, city: Region | None) -> None:
        self.choices = lambda: place_choices(city, with_province=self.with_province)

    def clean(self, value) -> Region | None:
        code = super().clean(value)
        return Region.objects.get(pk=code) if code else None

    def prepare_value(self, value):
        return value.pk if isinstance(value, Region) else value


def place_choices(city: Region | None = None, *, with_province: bool = False) -> list:
    """``[("", …), (city's name, [(code, name), …]), …]`` in one query."""
    places = list(Region.objects.all())
    groups = {p.pk: (p.name, [(p.pk, p.name)]) for p in places if p.level == Region.Level.CITY}
    for place in places:
        if place.is_county:
            groups[place.parent_id][1].append((place.pk, place.name))
    if city is not None:
        groups = {city.pk: groups[city.pk]}
    top = [(PROVINCE_CODE, "浙江省（全省）")] if with_province and city is None else []
    return [("", "请选择"), *top, *groups.values()]
