"""Whoever presses "next", and whatever dies meanwhile: first reported, first served."""

import pytest

from bench.ground import KINDS
from bench.hand_out_hammer import hammer


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_handed_out_twice_lost_or_overtaken_while_workers_die(kind):
    came = hammer(kind, clerks=8, tickets=500, pause=(0.5, 1.0))

    assert came.faults == []
    assert came.handed_out == 500
    assert came.kills >= 4
    assert came.lost > 0, "no worker died while somebody waited for its answer"
