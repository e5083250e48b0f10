"""Experts drawn by lot, so that anybody with the case can draw again.

The seed is ``hash of the frozen version / number of the case / number of the version``: the enterprise fixed it when
it handed in, before anybody knew the pool, and no officer can choose another one. The pool is everybody who may
evaluate the case and knows its industry or category; where these are fewer than twice as many as are to be drawn,
everybody who may evaluate it. The order is that of ``pinzibiao.lib.draws.ranked`` over the experts' numbers; the
first so many are drawn, the very first leads. Who must be replaced gives way to the next of the same order.
"""

from experts.models import Expert
from experts.states import ExpertStatus
from pinzibiao.casework.dated import value_of
from pinzibiao.casework.refusals import NotReady
from pinzibiao.lib.draws import ranked

from .candidates import proposed
from .defaults import DRAWN_EXPERTS
from .models import Declaration, ExpertDraw
from .rules import barred
from .selectors import latest_version


def drawn_count(case: Declaration) -> int:
    """How many experts the rule of the day of submission draws; 0 where the city chooses them."""
    return value_of(DRAWN_EXPERTS, case.submitted_on)


def pool_of(case: Declaration) -> list[Expert]:
    """Whose names are in the urn."""
    listed = list(proposed(case).filter(status=ExpertStatus.LISTED))
    reasons = barred(listed, case)
    free = [one for one in listed if not reasons[one.pk]]
    knowing = [one for one in free if one.knows_industry or one.knows_category]
    return knowing if len(knowing) >= 2 * drawn_count(case) else free


def draw(case: Declaration, *, by) -> list[Expert]:
    """The drawn experts, the leader first. A version is drawn once: assigned anew, the same order holds."""
    version = latest_version(case)
    row = case.draws.filter(round=version.number).first() or _first_draw(case, version, by)
    count = drawn_count(case)
    found = _still_free(case, row.order)[:count]
    if len(found) < count:
        raise NotReady(f"可以抽取的专家只有 {len(found)} 名，按规定应抽取 {count} 名。请省级先补充专家库。")
    row.drawn = [str(one.pk) for one in found]
    row.save()
    return found


def next_of(case: Declaration) -> Expert | None:
    """Who takes the place of a drawn expert: the next of the order who may and is not in the case already."""
    row = case.draws.last()
    if row is None:
        return None
    taken = {*row.drawn, *map(str, case.evaluations.values_list("expert_id", flat=True))}
    return next(iter(_still_free(case, [key for key in row.order if key not in taken])), None)


def take_next(case: Declaration) -> Expert:
    """``next_of``, kept in the draw. Raises ``NotReady`` when the urn is empty."""
    expert = next_of(case)
    if expert is None:
        raise NotReady("抽取的备选专家已经用完，请省级补充专家库后再更换。")
    row = case.draws.last()
    row.drawn = [*row.drawn, str(expert.pk)]
    row.save()
    return expert


def _first_draw(case: Declaration, version, by) -> ExpertDraw:
    pool = pool_of(case)
    seed = f"{version.sha256}/{case.number}/{version.number}"
    named = sorted(pool, key=lambda one: one.pk)
    return ExpertDraw(
        declaration=case,
        round=version.number,
        seed=seed,
        pool=[{"key": str(one.pk), "name": one.name, "unit": one.unit} for one in named],
        order=ranked(seed, (str(one.pk) for one in pool)),
        drawn_by=by,
    )


def _still_free(case: Declaration, order: list[str]) -> list[Expert]:
    """The experts of ``order`` who may evaluate the case today, in that order."""
    found = {str(one.pk): one for one in Expert.objects.filter(pk__in=order)}
    rows = [found[key] for key in order if key in found]
    reasons = barred(rows, case)
    return [one for one in rows if not reasons[one.pk]]
