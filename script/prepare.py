"""Brings database, static files and data up to date, in one process. Everything here may run again at no cost.

Called by script/serve.py. With DEMO it also writes the table of demo accounts to the file named as argument.
"""

import io
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import django  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402

REFERENCE_DATA = ["load_regions", "load_industries", "load_holidays", "make_signing_key"]


def main(accounts: Path):
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    for command in REFERENCE_DATA:
        call_command(command, stdout=io.StringIO())
    if settings.DEMO:
        call_command("seed_demo")
        with accounts.open("w") as table:
            call_command("demo_accounts", stdout=table)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
