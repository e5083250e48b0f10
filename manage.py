#!/usr/bin/env python
"""Django's command line for the portal."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pinzibiao.settings")
    # A migration or a report may ask the database for longer than a page may.
    if sys.argv[1:2] != ["runserver"]:
        os.environ.setdefault("STATEMENT_TIMEOUT_MS", "120000")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
