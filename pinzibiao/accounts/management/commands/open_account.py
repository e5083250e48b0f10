from django.core.management.base import BaseCommand, CommandError

from pinzibiao.accounts.actions import open_account
from pinzibiao.accounts.models import Role
from pinzibiao.casework.refusals import Refused
from pinzibiao.regions.models import Region


class Command(BaseCommand):
    help = "Open an account from the shell, above all the first administrator's; prints the one-time password."

    def add_arguments(self, parser):
        parser.add_argument("username")
        parser.add_argument("name")
        parser.add_argument("--kind", default=Role.Kind.ADMINISTRATOR, choices=Role.Kind.values)
        parser.add_argument("--region", help="six-character code, for regulators: 330000, 330100, 330113, 3304Z1")
        parser.add_argument("--post", default="", choices=["", *Role.Post.values])

    def handle(self, *args, username, name, kind, region, post, **options):
        place = Region.objects.filter(pk=region).first() if region else None
        if (kind in Role.REGULATORS) != (place is not None):
            raise CommandError("监管人员须用 --region 指定区域代码，其他角色不指定。")
        try:
            user, password = open_account(username, name, kind, region=place, post=post, by=None)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"账号 {user.username}（{user.role}） 一次性密码 {password} 首次登录须修改")
