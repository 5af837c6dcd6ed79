"""All figures of the house, one bench after another; exit 1 when a bar is missed."""

import sys
import time
import traceback

from bench import hand_out, hand_out_hammer, house, live, pages, replay, seats
from bench.say import Figure, run, say

BENCHES = (pages, live, house, hand_out, hand_out_hammer, seats, replay)


def main() -> list[Figure]:
    """What one of them cannot measure is missed; the others still have their turn."""
    figures = []
    for bench in BENCHES:
        name, began = bench.__name__.removeprefix("bench."), time.monotonic()
        print(f"\n{name}: {bench.__doc__ or ''}")
        try:
            figures += bench.main()
        except Exception as fault:
            traceback.print_exc()
            figures.append(say(name, f"broke off, {type(fault).__name__}: {fault}", "measured to its end", False))
        print(f"({time.monotonic() - began:.0f} s)", flush=True)
    return figures


if __name__ == "__main__":
    sys.exit(run(main))
