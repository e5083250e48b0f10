from unicodedata import east_asian_width

from django.core.management.base import BaseCommand

from pinzibiao.demo.people import ACCOUNTS, PASSWORD


class Command(BaseCommand):
    help = "Print the demo's accounts as a table."

    def handle(self, *args, **options):
        for role, username, what in [("角色", "账号", "可以看什么"), *ACCOUNTS]:
            self.stdout.write(f"  {padded(role, 18)}{padded(username, 12)}{what}")
        self.stdout.write(f"\n  密码都是 {PASSWORD}")


def padded(text: str, width: int) -> str:
    """``text`` filled up to ``width`` columns of a terminal, where a Chinese character takes two."""
    taken = sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)
    return text + " " * max(1, width - taken)
