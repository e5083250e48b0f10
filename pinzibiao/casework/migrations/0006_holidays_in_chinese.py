"""Days that came from the package with English names, and the package's own name as the source."""

from django.db import migrations

NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午",
    "National Day": "国庆节",
    "Mid-autumn Festival": "中秋",
}


def translate(apps, schema_editor):
    days, years = (apps.get_model("casework", name) for name in ("CalendarDay", "CalendarYear"))
    for english, chinese in NAMES.items():
        days.objects.filter(name=english).update(name=chinese)
        days.objects.filter(name=f"{english}（调休）").update(name=f"{chinese}（调休）")
    years.objects.filter(source__contains="chinesecalendar").update(source="国务院办公厅节假日安排")


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0005_remarks"),
    ]

    operations = [migrations.RunPython(translate, migrations.RunPython.noop, elidable=True)]
