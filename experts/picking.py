"""Picking experts out of ranked candidates: what the forms of a dispatch and of an assignment share."""

from django import forms
from django.core.exceptions import ValidationError

from .matching import Candidate
from .models import Expert


class AnyChoice(forms.MultipleChoiceField):
    """Ids; whether they may be chosen is asked of the candidates."""

    def validate(self, value) -> None:
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")


class Picking:
    """Mixed into a form that has ``candidates``; whoever has reasons against them cannot be ticked."""

    candidates: list[Candidate]

    def free(self) -> list[Candidate]:
        return [one for one in self.candidates if one.is_free]

    def barred(self) -> list[Candidate]:
        return [one for one in self.candidates if not one.is_free]

    def found(self, pks) -> list[Expert]:
        """The candidates behind posted ids. Raises ``ValidationError`` with every reason against them."""
        by_pk = {str(one.expert.pk): one for one in self.candidates}
        if unknown := [pk for pk in pks if pk not in by_pk]:
            raise ValidationError(f"所选专家（{'、'.join(unknown)}）不在专家库中，请重新选择。")
        problems = [f"{by_pk[pk].expert.name}：{reason}" for pk in pks for reason in by_pk[pk].reasons]
        if problems:
            raise ValidationError(problems)
        return [by_pk[pk].expert for pk in pks]

    def chosen(self, *names: str) -> list[str]:
        """The ids that were posted under ``names``: they stay among the candidates whatever is searched."""
        posted = [one for name in names for one in self.data.getlist(name)] if self.is_bound else []
        return [one for one in posted if one.isdigit()]
