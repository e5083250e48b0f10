"""The record of a check on site, as it is written on a phone."""

from django import forms

from pinzibiao.files import kinds
from pinzibiao.files.actions import claim
from pinzibiao.files.forms import FilesField
from pinzibiao.lib.forms import PortalForm, prepare_field

from ..models import Declaration, SiteCheck, SiteFinding
from ..site_checks import open_check
from ..values import not_of_the_future

OF_CHECK = ("checked_on", "people_present", "conclusion")
PHOTOS = 20


class SiteCheckForm(PortalForm):
    """The open record of ``instance``. Half filled it is saved too; the leader's conclusion asks for the rest."""

    checked_on = forms.DateField(label="核查日期", required=False)
    people_present = forms.CharField(
        label="在场人员", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    conclusion = forms.CharField(
        label="核查情况和结论", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 5})
    )

    def __init__(self, *args, instance: Declaration, by, **kwargs):
        self.check, self.by = open_check(instance), by
        self.findings = list(self.check.findings.all())
        kwargs["initial"] = {name: getattr(self.check, name) for name in OF_CHECK}
        for row in self.findings:
            kwargs["initial"] |= {f"verdict_{row.position}": row.verdict, f"note_{row.position}": row.note}
        super().__init__(*args, **kwargs)
        for row in self.findings:
            self._ask_of(row)
        self.fields["photos"] = FilesField(
            label="现场照片", max_count=PHOTOS, groups=(kinds.IMAGE,), camera=True, required=False
        )
        self.fields["photos"].by = by

    def _ask_of(self, row: SiteFinding) -> None:
        choices = [("", "请选择"), *SiteFinding.Verdict.choices]
        asked = {
            f"verdict_{row.position}": forms.ChoiceField(label=row.point, choices=choices, required=False),
            f"note_{row.position}": forms.CharField(
                label=f"{row.point}：说明", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
            ),
        }
        for name, field in asked.items():
            prepare_field(field)
            self.fields[name] = field

    def clean_checked_on(self):
        return not_of_the_future(self.cleaned_data["checked_on"], "核查日期")

    def points(self) -> list[tuple]:
        """``(row, verdict, note)`` of each point, for the page."""
        return [(row, self[f"verdict_{row.position}"], self[f"note_{row.position}"]) for row in self.findings]

    def save(self) -> SiteCheck:
        """Only what the form asked: autosave sends one field."""
        told = self.cleaned_data
        for name in OF_CHECK:
            setattr(self.check, name, told.get(name, getattr(self.check, name)))
        self.check.save()
        for row in self.findings:
            row.verdict = told.get(f"verdict_{row.position}", row.verdict)
            row.note = told.get(f"note_{row.position}", row.note)
        SiteFinding.objects.bulk_update(self.findings, ["verdict", "note"])
        for file in claim(told.get("photos") or [], self.by, county_code=self.check.declaration.county_id):
            self.check.photos.get_or_create(file=file)
        return self.check
