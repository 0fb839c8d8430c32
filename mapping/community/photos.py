"""Photos of what was drawn: decoded apart, turned upright, written anew without what cameras add.

Nothing of the file that arrived is kept: no place, no time, no name, no device. A photo lies in the
store under its own SHA-256, so that a backup holds it, and goes with what it belonged to.
"""

import base64
import tempfile
from pathlib import Path
from typing import Final

from mapping.atomic import write_atomically
from mapping.errors import OperationRefusedError, UnreadableFileError
from mapping.i18n import N_

MAX_BYTES: Final = 6 << 20
MAX_PIXELS: Final = 50_000_000
LONGEST_SIDE: Final = 1280
_QUALITY: Final = 80
_LEAST_BYTES: Final = 16

NO_PHOTO = N_("it is no photo that can be read")


def upright_jpeg(photo: bytes) -> bytes:
    """A photo as it is kept: JPEG, upright, no side longer than 1,280 pixels, without metadata.

    It is decoded in a process of its own that can read this file and do nothing else.

    Raises:
        OperationRefusedError: It is no JPEG, PNG or WebP, damaged, or too large.
    """
    from mapping.intake.isolated import call_isolated
    from mapping.intake.limits import FileKind, Limits

    if not _LEAST_BYTES <= len(photo) <= MAX_BYTES:
        raise OperationRefusedError(reason=NO_PHOTO)
    limits = Limits(memory_mb=900, cpu_seconds=10, wall_seconds=30.0)
    with tempfile.TemporaryDirectory(prefix="lmp-photo-") as folder:
        path = Path(folder) / "photo"
        write_atomically(path, photo)
        try:
            answer = call_isolated(
                "mapping.community.photos:redrawn", path, {}, kind=FileKind.VECTOR, limits=limits
            )
        except UnreadableFileError as error:
            raise OperationRefusedError(reason=NO_PHOTO) from error
    return base64.b64decode(answer["jpeg"])


def redrawn(path: str) -> dict[str, str]:
    """Decode a photo and write its pixels anew; called in the process apart.

    Raises:
        UnreadableFileError: It cannot be decoded, or is too large.
    """
    import io

    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    try:
        with Image.open(path, formats=("JPEG", "PNG", "WEBP")) as photo:
            if photo.width * photo.height > MAX_PIXELS:
                raise UnreadableFileError(path=path, reason=NO_PHOTO)
            photo.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # JPEG: fewer pixels are decoded
            upright = ImageOps.exif_transpose(photo).convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise UnreadableFileError(path=path, reason=NO_PHOTO) from error
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    # A new picture of the pixels alone: Pillow would carry a colour profile along.
    plain = Image.frombytes("RGB", upright.size, upright.tobytes())
    buffer = io.BytesIO()
    plain.save(buffer, "JPEG", quality=_QUALITY, optimize=True)
    return {"jpeg": base64.b64encode(buffer.getvalue()).decode("ascii")}
