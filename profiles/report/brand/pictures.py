"""Pictures of an organisation as the documents take them."""

import base64
import struct

from profiles.report.brand.model import Brand

HEAD = 24  # bytes of a PNG that say how large it is


def size_of(png: bytes) -> tuple[int, int]:
    """Width and height of a PNG in pixels."""
    width, height = struct.unpack(">II", png[16:HEAD])
    return width, height


def as_svg(png: bytes) -> str:
    """A PNG inside an SVG, which is what templates take for a picture."""
    width, height = size_of(png)
    data = base64.b64encode(png).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" aria-hidden="true"><image width="{width}" height="{height}" '
        f'href="data:image/png;base64,{data}"/></svg>'
    )


def parts_of(brand: Brand, language: str) -> dict[str, str | bool | list[str]]:
    """What templates are told of a look; pictures as SVG, "" where there is none."""
    return {
        "organisation": brand.organisation,
        "colour": brand.colour,
        "cover": brand.cover_in(language),
        "has_cover": brand.has_cover,
        "logo": as_svg(brand.logo) if brand.logo else "",
        "cover_picture": as_svg(brand.cover_picture) if brand.cover_picture else "",
    }
