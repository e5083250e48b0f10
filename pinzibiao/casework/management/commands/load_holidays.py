import chinese_calendar
from django.core.management.base import BaseCommand
from django.db import transaction

from pinzibiao.casework.models import CalendarDay, CalendarYear

SOURCE = "国务院办公厅节假日安排"


class Command(BaseCommand):
    help = "Fill the table of holidays and make-up days from the chinesecalendar package; keeps days already there."

    def add_arguments(self, parser):
        parser.add_argument("--from-year", type=int, default=2020)

    @transaction.atomic
    def handle(self, *args, **options):
        days = [d for d in _special_days() if d.day.year >= options["from_year"]]
        CalendarDay.objects.bulk_create(days, ignore_conflicts=True)
        years = {d.day.year for d in days}
        CalendarYear.objects.bulk_create([CalendarYear(year=y, source=SOURCE) for y in years], ignore_conflicts=True)
        self.stdout.write(f"{len(days)} special days of {len(years)} years")


def _special_days():
    for day, name in chinese_calendar.holidays.items():
        if day.weekday() < 5:
            yield CalendarDay(day=day, is_working=False, name=_chinese(name))
    for day, name in chinese_calendar.workdays.items():
        if day.weekday() >= 5:
            yield CalendarDay(day=day, is_working=True, name=f"{_chinese(name)}（调休）")


def _chinese(name: str) -> str:
    """The package keys its days by the English name."""
    return chinese_calendar.Holiday(name).chinese
