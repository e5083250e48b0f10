"""Frozen content: what was submitted, word for word, with its hash."""

import hashlib
import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import QuerySet

from .models import Version


def freeze(case, content: dict[str, Any], *, by) -> Version:
    """Keep ``content`` as the next version of ``case``. Call under the case's row lock."""
    text = canonical(content)
    return Version.objects.create(
        subject_type=case._meta.label_lower,
        subject_id=case.pk,
        number=versions_of(case).count() + 1,
        content=json.loads(text),
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        by_id=by.pk,
        by_name=by.get_full_name(),
    )


def versions_of(case) -> QuerySet[Version]:
    """Every version of ``case``, first to last."""
    return Version.objects.filter(subject_type=case._meta.label_lower, subject_id=case.pk).order_by("number")


def canonical(content: dict[str, Any]) -> str:
    """The one spelling of ``content`` that is hashed: sorted keys, no spaces, Chinese as it is."""
    return json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
