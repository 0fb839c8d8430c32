"""Points of a person's own over a map: services, marks of a community."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mapping.cartography.layers import MOST_POINTS, Category, MapPoint, PointOverlay
from mapping.cartography.palettes import POINT_COLOURS
from mapping.errors import RefusedFileError
from mapping.i18n import N_, Translator

if TYPE_CHECKING:
    import geopandas as gpd

    from mapping.intake.model import FeaturesRead

CATEGORY_COLUMNS: Final = ("category", "type", "kind", "service")
NAME_COLUMNS: Final = ("name", "label", "title", "note")
_OTHERS: Final = N_("Others")


def read_points(path: Path, language: str) -> PointOverlay:
    """The points of a file, by category; what does not fit into the key is put together.

    A file of a table needs columns that say where its rows lie; of one with shapes the points are
    taken. The category is in a column called category, type, kind or service, the name in one
    called name, label, title or note.

    Raises:
        UnreadableFileError: there is no such file.
        RefusedFileError: the intake door refused it, or it holds no points or too many.
    """
    from mapping.intake.door import read_features

    return points_of(read_features(path), path, language)


def points_of(found: "FeaturesRead", path: Path, language: str) -> PointOverlay:
    """The points of a file that came through the door, as `read_points` has them.

    Args:
        found: What came in.
        path: Only its name is used.
        language: Of the words that are added.

    Raises:
        RefusedFileError: it holds no points or too many.
    """
    translator = Translator(language)
    frame = found.frame
    frame = frame[frame.geometry.notna() & (frame.geometry.geom_type == "Point")]
    if not 0 < len(frame) <= MOST_POINTS:
        reason = N_("it holds no points") if frame.empty else N_("it holds more than 5,000 points")
        raise RefusedFileError(path=path.name, reason=reason, intake=found.intake)
    named = _column(frame, CATEGORY_COLUMNS) or [path.stem] * len(frame)
    counts = Counter(named)
    kept = [label for label, _ in counts.most_common(len(POINT_COLOURS))]
    if len(counts) > len(kept):
        kept[-1] = translator.text(_OTHERS)
    numbers = [kept.index(label) if label in kept[:-1] else len(kept) - 1 for label in named]
    texts = _column(frame, NAME_COLUMNS) or [""] * len(frame)
    sums = Counter(numbers)
    spots = zip(frame.geometry.x, frame.geometry.y, numbers, texts, strict=True)
    return PointOverlay(
        title=path.stem,
        categories=tuple(
            Category(label=label, colour=POINT_COLOURS[i], count=sums[i])
            for i, label in enumerate(kept)
        ),
        points=tuple(MapPoint(float(x), float(y), number, text) for x, y, number, text in spots),
        source_line=translator.text(N_("Points: {file}."), file=path.name),
    )


def _column(frame: "gpd.GeoDataFrame", names: tuple[str, ...]) -> list[str] | None:
    """The texts of the first column with one of some names."""
    found = {str(column).strip().lower(): column for column in frame.columns}
    name = next((found[name] for name in names if name in found), None)
    return None if name is None else [str(text) for text in frame[name].fillna("").tolist()]
