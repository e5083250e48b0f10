from pathlib import Path

from django.core.files.base import File
from django.core.management.base import BaseCommand, CommandError

from pinzibiao.accounts.models import User
from pinzibiao.casework.refusals import Refused
from pinzibiao.exchange import actions
from pinzibiao.exchange.kinds import ImportKind, kind_of, kinds
from pinzibiao.exchange.models import Fault, Import
from pinzibiao.exchange.reading import Unreadable
from pinzibiao.files.rules import Refused as FileRefused

NOBODY = "请用 --as 写明以谁的名义导入，例如 --as zj-jb；能写哪些记录、修改记在谁名下，都由此人的岗位决定。"


class Command(BaseCommand):
    help = "按网页导入的同一套规则，把 Excel 或 CSV 文件导入一个库；有一处错误就全部不写入，退出码为 1。"

    def add_arguments(self, parser):
        parser.add_argument("kind", metavar="KIND", help=f"库：{_names()}")
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="只核对，不写入")
        parser.add_argument("--as", dest="username", metavar="USER", help="以谁的名义导入（账号）")

    def handle(self, *args, kind, file, dry_run, username, **options):
        register, user = self._register(kind), self._person(username)
        if not register.may(user):
            raise CommandError(f"{user}：{register.refusal}")
        case = self._checked(register, file, user)
        self._tell(case, register)
        if case.fault_count:
            raise CommandError(f"有 {case.wrong_count:,} 行、{case.fault_count:,} 处错误，全部没有写入。")
        if dry_run:
            actions.give_up(case)
            self.stdout.write("只核对，没有写入。")
        elif case.can_confirm:
            self._write(case)
        else:
            self.stdout.write("与现有数据相同，无须写入。")

    def _register(self, key: str) -> ImportKind:
        found = kind_of(key)
        if found is None:
            raise CommandError(f"没有名为“{key}”的库，可以导入：{_names()}。")
        return found

    def _person(self, username: str | None) -> User:
        if not username:
            raise CommandError(NOBODY)
        user = User.objects.select_related("role__region").filter(username=username.lower(), is_active=True).first()
        if user is None:
            raise CommandError(f"没有账号“{username}”，或已停用。")
        return user

    def _checked(self, kind: ImportKind, path: Path, user: User) -> Import:
        try:
            with path.open("rb") as content:
                case = actions.keep(kind, File(content, path.name), by=user)
        except OSError as error:
            raise CommandError(f"打不开文件 {path}：{error.strerror}。") from error
        except (Unreadable, FileRefused) as refusal:
            raise CommandError(str(refusal)) from refusal
        case = actions.check_file(case)
        if case.refusal:
            raise CommandError(case.refusal)
        return case

    def _tell(self, case: Import, kind: ImportKind) -> None:
        counts = (
            f"新增 {case.created_count:,} 行，更新 {case.updated_count:,} 行，"
            f"无变化 {case.unchanged_count:,} 行，有错误 {case.wrong_count:,} 行"
        )
        self.stdout.write(f"{kind.label}：{case.source.name}（工作表「{case.sheet}」）")
        self.stdout.write(counts)
        if case.warning:
            self.stdout.write(case.warning)
        for fault in case.faults.iterator():
            self.stdout.write(words_of(fault))

    def _write(self, case: Import) -> None:
        try:
            case = actions.write_now(case)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"已写入：新增 {case.created_count:,} 行，更新 {case.updated_count:,} 行。")
        self.stdout.write(f"导入编号 {case.pk}，文件校验值 {case.source.sha256}")


def _names() -> str:
    return "、".join(f"{one.key}（{one.label}）" for one in kinds())


def words_of(fault: Fault) -> str:
    """第 3 行 C 列「成立日期」“去年”：日期请写作……例如 2015-06-01"""
    place = f"第 {fault.row} 行" + (f" {fault.letter} 列" if fault.letter else "")
    value = f"“{fault.value}”" if fault.value else ""
    expected = fault.expected if fault.expected != fault.message else ""
    example = f"例如 {fault.example}" if fault.example else ""
    return f"{place}「{fault.label}」{value}：{fault.message}{expected}{example}"
