"""A draw can be made again by anybody: the order follows from the seed and the keys alone."""

from collections import Counter
from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from pinzibiao.lib.draws import evenly, ranked

_SEEDS = st.text(max_size=40)
_KEYS = st.lists(st.text(max_size=20), max_size=30)


def test_the_order_is_that_of_the_published_rule():
    by_hand = sorted(["A01", "A02", "A03", "A04"], key=lambda key: sha256(f"2026-1\n{key}".encode()).hexdigest())
    assert ranked("2026-1", ["A01", "A02", "A03", "A04"]) == by_hand == ["A04", "A01", "A02", "A03"]


@given(_SEEDS, _KEYS, st.randoms())
def test_neither_the_order_of_the_pool_nor_a_repeat_changes_the_draw(seed, keys, random):
    shuffled = [*keys, *keys[:3]]
    random.shuffle(shuffled)
    assert ranked(seed, shuffled) == ranked(seed, keys)


@given(_SEEDS, _KEYS)
def test_every_key_is_drawn_once(seed, keys):
    assert sorted(ranked(seed, keys)) == sorted(set(keys))


@given(_SEEDS, _KEYS, st.text(max_size=20))
def test_who_leaves_the_pool_moves_nobody_else(seed, keys, gone):
    assert ranked(seed, [key for key in keys if key != gone]) == [key for key in ranked(seed, keys) if key != gone]


@given(_SEEDS, st.dictionaries(st.text(max_size=8), st.sampled_from("甲乙丙丁"), min_size=1), st.data())
def test_every_group_gives_its_share_to_within_one(seed, groups, data):
    count = data.draw(st.integers(0, len(groups)))
    drawn = evenly(seed, groups, count)
    assert (len(drawn), len(set(drawn)), set(drawn) <= set(groups)) == (count, count, True)
    of_group = Counter(groups[key] for key in drawn)
    for group, size in Counter(groups.values()).items():
        assert abs(of_group[group] - size * count / len(groups)) < 1


def test_everybody_has_the_same_chance():
    groups = {f"A{n:02d}": "甲" if n < 3 else "乙" for n in range(10)}
    times = Counter(key for year in range(2000) for key in evenly(f"种子/{year}", groups, 2))
    assert all(340 < times[key] < 460 for key in groups)
