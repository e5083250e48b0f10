"""Rooms know only what lies below them: by import (the contracts in pyproject.toml) and by foreign key."""

import pytest
from django.apps import apps

from tests.architecture.house import floors, rooms


def _floor(label: str) -> int:
    return next(number for number, labels in enumerate(floors()) if label in labels)


def _relations():
    ours = {label for label, _ in rooms()}
    for model in apps.get_models():
        if model._meta.app_label in ours:
            for field in model._meta.get_fields():
                target = field.related_model if field.concrete else None
                if target is not None and target._meta.app_label in ours:
                    yield model, field, target._meta.app_label


def test_every_room_stands_on_a_floor():
    standing = {label for labels in floors() for label in labels}
    assert {label for label, _ in rooms()} - standing == set()


def test_foreign_keys_point_downward():
    upward = [
        f"{model._meta.label}.{field.name} → {target}"
        for model, field, target in _relations()
        if target != model._meta.app_label and _floor(target) <= _floor(model._meta.app_label)
    ]
    assert upward == []


def test_the_walk_sees_foreign_keys():
    assert len(list(_relations())) > 30


@pytest.mark.parametrize("label", ["declarations", "reports"])
def test_no_generic_foreign_key(label):
    fields = [field for model in apps.get_app_config(label).get_models() for field in model._meta.private_fields]
    assert fields == []
