"""The filters that are set, in words, each with the address without it."""

from dataclasses import dataclass

from django import forms

from .addresses import changed


@dataclass(frozen=True)
class Chosen:
    """``属地 临平区``, and where a click on × leads."""

    label: str
    words: str
    url: str
    is_search: bool = False


def parameters_of(name: str, field: forms.Field) -> list[str]:
    """The names that a filter's field reads; a range of days reads ``name_after`` and ``name_before``."""
    suffixes = getattr(field.widget, "suffixes", None)
    return [f"{name}_{suffix}" for suffix in suffixes] if suffixes else [name]


def chosen_of(form: forms.Form, query) -> list[Chosen]:
    """One for each filter of ``form`` that ``query``, the request's GET, sets."""
    found = []
    for name, field in form.fields.items():
        names = parameters_of(name, field)
        if any(query.get(one) for one in names) and not field.widget.is_hidden:
            found.append(Chosen(str(field.label), _words(form, name, query), without(query, names), name == "q"))
    return found


def without(query, names: list[str]) -> str:
    """The address of the same list without these parameters, on its first page."""
    return changed(query, **dict.fromkeys([*names, "page", "export"]))


def _words(form, name: str, query) -> str:
    field = form.fields[name]
    if len(names := parameters_of(name, field)) > 1:
        start, end = (query.get(one, "") for one in names)
        return f"{start} 至 {end}" if start and end else f"{start} 起" if start else f"{end} 止"
    if isinstance(field, forms.ModelChoiceField):
        return str(form.cleaned_data.get(name, query[name])) if form.is_valid() else query[name]
    labels = dict(_flat(getattr(field.widget, "choices", ())))
    return "、".join(labels.get(value, value) for value in query.getlist(name) if value)


def _flat(choices):
    for key, label in choices:
        if isinstance(label, (list, tuple)):
            yield from _flat(label)
        else:
            yield str(key), str(label)
