from django.core.management.base import BaseCommand, CommandError

from pinzibiao.accounts.actions import open_account
from pinzibiao.accounts.models import Role
from pinzibiao.casework.refusals import Refused


class Command(BaseCommand):
    help = "Open the account of the first administrator, who opens all others on the pages. Prints a one-time password."

    def add_arguments(self, parser):
        parser.add_argument("username", help="账号")
        parser.add_argument("name", help="姓名")

    def handle(self, *args, username, name, **options):
        try:
            user, password = open_account(username, name, Role.Kind.ADMINISTRATOR, by=None)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"账号 {user.username}，一次性密码 {password}，首次登录后须修改。")
