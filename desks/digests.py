"""What waits on a person, for the daily letter: the same piles as on the home page."""

from pinzibiao.notices.digests import Block, Line

from .piles import Item
from .worklists import worklist


def blocks(user) -> list[Block]:
    return [
        Block(pile.title, pile.count, [Line(_words(item), item.url) for item in pile.items], pile.list_url)
        for pile in worklist(user)
    ]


def _words(item: Item) -> str:
    due = f"，办理期限 {item.due}{'，已逾期' if item.is_late else ''}" if item.due else ""
    return f"{item.label}（{item.kind}，{item.owner}{due}）"
