"""Filters of lists: a search box ``q``, selects and day ranges, all in the address."""

from collections.abc import Iterable
from copy import copy

import django_filters
from django import forms
from django.db.models import Q
from django.utils.functional import cached_property
from django_filters.widgets import DateRangeWidget

from .chosen import parameters_of


class Filters(dict):
    """The filters of a class by name. Each request works on copies, whose choices and labels it may set anew."""

    def __deepcopy__(self, memo) -> dict:
        return {name: _own(found) for name, found in self.items()}


def _own(found: django_filters.Filter) -> django_filters.Filter:
    """A filter's copy for one request: copied deeply, a list's fifteen filters cost as much as its query."""
    own = copy(found)
    own.extra = dict(found.extra)
    # Binds the method to the copy; the copied one would ask the class's filter for its parent.
    own.method = found.method
    return own


class FilterForm(forms.Form):
    """A form of fields that the filters have just made for it: no class is made for each request, nothing copied."""

    def __init__(self, *args, fields: dict[str, forms.Field], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields = fields


class PortalFilterSet(django_filters.FilterSet):
    """Base of every list's filter. Filters only narrow what the scope gave."""

    at_once = 5
    # What the person must know of the rows found, said above them; a filter sets it.
    note = ""

    @classmethod
    def get_filters(cls) -> Filters:
        return Filters(super().get_filters())

    @cached_property
    def form(self) -> FilterForm:
        """Every filter, to be drawn."""
        form = self._form_of(self.filters)
        for field in form.fields.values():
            _dress(field)
        return form

    @cached_property
    def asked(self) -> FilterForm:
        """The filters that the address names, which are all that narrows: a form of all costs as much as the rows."""
        return self._form_of(name for name in self.filters if self._may_be_named(name))

    def is_valid(self) -> bool:
        return self.is_bound and self.asked.is_valid()

    @property
    def errors(self):
        return self.asked.errors

    def filter_queryset(self, queryset):
        for name, value in self.asked.cleaned_data.items():
            queryset = self.filters[name].filter(queryset, value)
        return queryset

    def search_field(self):
        """The bound field of the search box, or None."""
        return self.form["q"] if "q" in self.form.fields else None

    def first_fields(self) -> list:
        """What stands beside the search box."""
        return self._others[: self.at_once] if self._has_more else self._others

    def more_fields(self) -> list:
        """What waits behind 更多筛选, so that the rows begin on the first screen."""
        return self._others[self.at_once :] if self._has_more else []

    def is_more_set(self) -> bool:
        """Whether one of those that wait is in use, and must be seen."""
        names = (name for bound in self.more_fields() for name in parameters_of(bound.name, bound.field))
        return any(self.data.get(name) for name in names)

    def _form_of(self, names: Iterable[str]) -> FilterForm:
        fields = {name: self.filters[name].field for name in names}
        return FilterForm(self.data if self.is_bound else None, prefix=self.form_prefix, fields=fields)

    def _may_be_named(self, name: str) -> bool:
        """A filter of two parameters has them behind its name: ``submitted_on_after``."""
        return any(one == name or one.startswith(f"{name}_") for one in self.data)

    @property
    def _others(self) -> list:
        return [bound for bound in self.form if bound.name != "q"]

    @property
    def _has_more(self) -> bool:
        """One alone is not worth a click."""
        return len(self._others) > self.at_once + 1


class SearchFilter(django_filters.CharFilter):
    """The search box over several text fields: ``q = SearchFilter("name", "uscc", label="名称或代码")``.

    Chinese has no case, so ``contains``: it is served by the trigram index. Words apart by spaces must all be found.
    """

    def __init__(self, *names: str, label: str = "关键词", **kwargs):
        self.names = names
        kwargs.setdefault("max_length", 100)
        kwargs.setdefault("widget", forms.TextInput(attrs={"type": "search", "placeholder": label}))
        super().__init__(label=label, **kwargs)

    def filter(self, qs, value):
        for word in (value or "").split():
            condition = Q(pk__in=[])
            for name in self.names:
                condition |= Q(**{f"{name}__contains": word})
            qs = qs.filter(condition)
        return qs


class DayRangeFilter(django_filters.DateFromToRangeFilter):
    """From a day to a day, both included: parameters ``name_after`` and ``name_before``."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("widget", DayRange())
        super().__init__(*args, **kwargs)


class DayRange(DateRangeWidget):
    """Two native day pickers."""

    template_name = "_parts/day_range.html"

    def __init__(self, attrs=None):
        super().__init__(attrs)
        for widget, label in zip(self.widgets, ("起", "止"), strict=True):
            widget.input_type = "date"
            widget.format = "%Y-%m-%d"
            widget.attrs.update({"aria-label": label, "class": "form-control form-control-sm"})


def _dress(field: forms.Field) -> None:
    widget = field.widget
    if isinstance(widget, forms.MultiWidget):
        return
    css = "form-select form-select-sm" if isinstance(widget, forms.Select) else "form-control form-control-sm"
    widget.attrs["class"] = f"{widget.attrs.get('class', '')} {css}".strip()
    if isinstance(field, forms.NullBooleanField):
        widget.choices = [("", "全部"), ("true", "是"), ("false", "否")]
