"""How often a process looks through its values for garbage."""

import gc
from typing import Final

# Values made and not yet given back, before they are looked through: more than one profile has, or
# each would be looked through while it is made.
RARELY: Final = 200_000


def look_rarely() -> None:
    """Look through values rarely: a pack and what is made from it are many small ones that stay.

    As often as is usual takes a tenth of the time of one profile, a sixth of that of a run.
    """
    gc.set_threshold(RARELY)
