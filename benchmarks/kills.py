"""A thousand processes killed while they draw: what was acknowledged is stored, the file is whole.

    python benchmarks/kills.py [KILLS]

Five processes at a time draw into one store, and each is ended by SIGKILL at a random moment. A new
store is begun after every hundred. Prints Markdown.
"""

import random
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from tests.mapping.community.killing import kill_writers

KILLS: Final = 1_000
IN_ONE_STORE: Final = 100


def main() -> None:
    """Kill, compare and print."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else KILLS
    seed = random.SystemRandom().randrange(10**9)
    began = time.monotonic()
    acknowledged = stored = lost = 0
    for number in range(0, kills, IN_ONE_STORE):
        with tempfile.TemporaryDirectory(prefix="lmp-benchmark-") as folder:
            here = min(IN_ONE_STORE, kills - number)
            answered, found = kill_writers(Path(folder), kills=here, seed=seed + number)
        acknowledged += len(answered)
        stored += len(found)
        lost += len(set(answered) - found)
    print("| kills | acknowledged | stored | lost | damaged stores | minutes |")
    print("|---|---|---|---|---|---|")
    minutes = (time.monotonic() - began) / 60
    print(f"| {kills} | {acknowledged} | {stored} | {lost} | 0 | {minutes:.1f} |")
    print(f"\nSeed {seed}. A damaged store would have ended the run.")
    if lost:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
