"""A process that draws until it is killed, and says what was acknowledged.

python writer.py WORKSPACE WORKSHOP_ID HOW_MANY

Prints `begun`, then the identifier of each operation once the store has answered.
"""

import os
import sys
import uuid
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from mapping.errors import StorageError
from tests.mapping.community.drawing import a_store, content, operation


def draw(workspace: str, workshop_id: str, how_many: int, out: int, note: str = "x" * 500) -> None:
    """Draw and write each acknowledgement to an open file, at once and unbuffered."""
    store = a_store(Path(workspace))
    store.workshop(workshop_id)
    os.write(out, b"begun\n")
    for _ in range(how_many):
        names = {"op_id": uuid.uuid4().hex, "feature_id": uuid.uuid4().hex}
        try:
            store.append(operation(workshop_id, content=content(note=note), **names))
        except StorageError as error:
            os.write(out, f"refused {error.what()}\n".encode())
            break
        os.write(out, f"{names['op_id']}\n".encode())
    store.close()


def draw_into(path: str, workspace: str, workshop_id: str) -> None:
    """Draw until killed; for processes that are forked from one that has imported all this."""
    out = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    draw(workspace, workshop_id, 1_000_000, out, note="")


if __name__ == "__main__":
    draw(sys.argv[1], sys.argv[2], int(sys.argv[3]), 1)
