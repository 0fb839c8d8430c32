"""So that `python -m profiles.cli` is `lmp`."""

import sys

from profiles.cli.main import main

sys.exit(main())
