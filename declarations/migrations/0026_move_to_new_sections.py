"""What was declared and said before the enterprise, the systems and the quality officer had sections of their own."""

from datetime import timedelta

from django.db import migrations
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone

DESCRIBED = ("registered_address", "plant_address", "legal_representative", "scale")
OFFICER = {
    "officer_post": "post",
    "officer_certificate_no": "certificate_no",
    "officer_trained_on": "trained_on",
    "officer_appointed_on": "appointed_on",
}
# (old section, field) → (new section, field)
FIELDS = {
    ("promises", "contact_name"): ("enterprise", "contact_name"),
    ("promises", "contact_mobile"): ("enterprise", "contact_mobile"),
    ("promises", "quality_officer"): ("officer", "quality_officer"),
    ("product", "system_certificates"): ("systems", ""),
}
PARTS = {"promises": ("enterprise", "officer"), "product": ("systems",)}
PHRASES = (("promises", "联系", "enterprise"), ("promises", "电话", "enterprise"), ("promises", "手机", "enterprise"))
PHRASES += (("promises", "质量官", "officer"), ("product", "体系", "systems"))
OLD_SYSTEMS = "体系认证证书在有效期内，覆盖所声明的产品"
OLD_PROMISES = "联系人、首席质量官明确，质量、信用、真实性承诺均已作出"
NEW_ITEMS = (
    ("enterprise", "地址、规模与营业执照和现状一致，联系人和联系电话明确"),
    ("officer", "首席质量官已任命，任命日期和培训证书属实"),
    ("promises", "质量、信用、真实性承诺均已作出"),
)


def move(apps, schema_editor):
    one = apps.get_model
    fill_enterprises(one("declarations", "Declaration"), one("enterprises", "Enterprise"))
    fill_officers(one("declarations", "Declaration"), one("enterprises", "QualityOfficer"))
    keep_systems(one("declarations", "Declaration"), one("declarations", "DeclaredSystem"))
    move_returns(one("declarations", "CorrectionItem"))
    copy_stamps(one("declarations", "SectionStamp"))
    move_phrases(one("declarations", "ReasonPhrase"))
    follow_in_checklist(one("declarations", "ChecklistItem"))


def fill_enterprises(declaration, enterprise):
    """Until now a version took these from the register at the moment of handing in."""
    rows = enterprise.objects.filter(pk=OuterRef("enterprise"))
    declaration.objects.update(**{name: Subquery(rows.values(name)[:1]) for name in DESCRIBED})


def fill_officers(declaration, officer):
    """A draft takes over what the register knows of the person whom it names."""
    for row in officer.objects.filter(enterprise__declarations__status="draft").distinct():
        drafts = declaration.objects.filter(status="draft", enterprise=row.enterprise_id, quality_officer=row.name)
        drafts.update(**{ours: getattr(row, theirs) for ours, theirs in OFFICER.items()})


def keep_systems(declaration, system):
    """Word for word: nobody can tell a number from a date in what was written freely."""
    rows = declaration.objects.exclude(system_certificates="").values_list("pk", "system_certificates")
    system.objects.bulk_create(
        (system(declaration_id=pk, kind="other", scope=text) for pk, text in rows.iterator()), batch_size=1000
    )


def move_returns(item):
    """What a return opened stays open, and its reason stands beside it."""
    for (section, field), (new, name) in FIELDS.items():
        item.objects.filter(section=section, field=field).update(section=new, field=name)
    # What is open to the enterprise at this moment as a whole.
    opened = item.objects.filter(
        declaration__status="correction", round=F("declaration__correction_rounds"), row=None, field=""
    )
    copies = [(row, new) for row in opened.filter(section__in=PARTS) for new in PARTS[row.section]]
    for row, new in copies:
        item.objects.create(declaration_id=row.declaration_id, round=row.round, section=new, reason=row.reason)


def copy_stamps(stamp):
    """Who filled in the old section filled in what came out of it; of the systems only where something was written."""
    rows = stamp.objects.filter(Q(section="promises") | (Q(section="product") & ~Q(declaration__systems=None)))
    copies = [
        stamp(declaration_id=row.declaration_id, section=new, by_id=row.by_id, at=row.at)
        for row in rows.distinct()
        for new in PARTS[row.section]
    ]
    stamp.objects.bulk_create(copies, batch_size=1000)


def move_phrases(phrase):
    for section, word, new in PHRASES:
        for row in phrase.objects.filter(section=section, text__contains=word):
            if not phrase.objects.filter(region=row.region_id, section=new, text=row.text).exists():
                phrase.objects.filter(pk=row.pk).update(section=new)


def follow_in_checklist(item):
    """The words of an item that somebody has marked stay: it ends, and others take its place from tomorrow."""
    item.objects.filter(section="product", text=OLD_SYSTEMS).update(section="systems")
    today = timezone.localdate()
    for row in item.objects.filter(section="promises", text=OLD_PROMISES, valid_to=None):
        item.objects.filter(pk=row.pk).update(valid_to=today)
        for section, text in NEW_ITEMS:
            begins = today + timedelta(days=1)
            item.objects.create(position=row.position, section=section, text=text, valid_from=begins)


class Migration(migrations.Migration):
    dependencies = [
        ("declarations", "0025_enterprise_systems_officer"),
        ("enterprises", "0022_marks_planned_anew"),
    ]

    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
