"""Selects look exactly as Django's templates make them."""

import re

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import Select, SelectMultiple

from pinzibiao.lib.rendering import PortalRenderer

FLAT = [("", "全部"), ("330113", "临平区"), (3, 'A & B <Co> "x"'), (None, "㐀")]
GROUPED = [("杭州市", [("330113", "临平区"), ("330110", "余杭区 '老'")]), ("其他 <&>", [(False, "否")])]


def _squeezed(html: str) -> str:
    return re.sub(r">\s+<", "><", html.strip())


@pytest.mark.parametrize("choices", [[], FLAT, GROUPED])
@pytest.mark.parametrize("value", ["", "330113", "3", None])
@pytest.mark.parametrize(
    "attrs", [{}, {"class": 'a "b"', "required": True, "disabled": False, "data-x": 7, "id": "id_place"}]
)
@pytest.mark.parametrize("widget", [Select, SelectMultiple])
def test_as_django_renders_it(widget, choices, value, attrs):
    field = widget(choices=choices)
    value = [value] if widget is SelectMultiple else value
    theirs = field.render("place", value, attrs, renderer=TemplatesSetting())
    ours = field.render("place", value, attrs, renderer=PortalRenderer())
    assert _squeezed(ours) == _squeezed(theirs)


def test_the_portal_uses_it(settings):
    assert settings.FORM_RENDERER == "pinzibiao.lib.rendering.PortalRenderer"


def test_other_widgets_are_djangos():
    field = forms.TextInput()
    assert field.render("x", "<y>", renderer=PortalRenderer()) == field.render("x", "<y>", renderer=TemplatesSetting())
