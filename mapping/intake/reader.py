"""In the isolated process: opens one file, reads it by its format, and examines what is in it."""

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Final

from mapping.intake.files.archives import MOST_ENTRIES_WORKBOOK, members, open_archive, unpacked
from mapping.intake.files.contents import Contents, FeatureLayer, Refused, Sheet
from mapping.intake.files.formats import LOOKED_AT, Format, format_of, format_of_zip, is_as_named
from mapping.intake.limits import Limits
from mapping.intake.model import Answers, Kind, Layer, Reason
from mapping.intake.tables.header import find_table
from mapping.intake.tables.table_checks import Examined, clean_text, examine

_WORKBOOKS: Final = (Format.XLSX, Format.ODS)


def check_task(
    path: Path,
    *,
    name: str,
    answers: Mapping[str, Any],
    limits: Mapping[str, Any],
    content: str | None = None,
) -> dict[str, Any]:
    """What a file is, and what is in it if asked for.

    Args:
        path: The file.
        name: Its name as people know it.
        answers: Fields of `Answers`.
        limits: Fields of `Limits`.
        content: What is to be handed over: "table", "features", "any" for both as far as there
            are; nothing for the outcome alone.

    Returns:
        kind, reasons, layers, and `table` or `features`.
    """
    given, allowed = _answers(answers), Limits(**limits)
    try:
        contents = _read(path, name, given, allowed)
        _check_size(contents.sheets, allowed)
        found = _examined(contents, given, content)
    except Refused as refused:
        found = {"kind": Kind.UNKNOWN, "reasons": [refused.reason], "layers": []}
    return found | {
        "kind": found["kind"].value,
        "reasons": [_plain(reason) for reason in found["reasons"]],
        "layers": [asdict(layer) for layer in found["layers"]],
    }


def _answers(plain: Mapping[str, Any]) -> Answers:
    fields: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in plain.items()}
    return Answers(**fields)


def _plain(reason: Reason) -> dict[str, Any]:
    """A reason as JSON holds it; text of the file in it is cleaned."""
    facts = {k: clean_text(v) if isinstance(v, str) else v for k, v in reason.facts.items()}
    column = clean_text(reason.column) if reason.column is not None else None
    return asdict(replace(reason, facts=facts, column=column))


def _read(path: Path, name: str, answers: Answers, limits: Limits) -> Contents:
    with path.open("rb") as file:
        start = file.read(LOOKED_AT)
    found = format_of(start, name)
    if path.stat().st_size > limits.most_bytes and found is not Format.GEOTIFF:
        most = limits.most_bytes >> 20
        raise Refused("file_large", megabytes=path.stat().st_size >> 20, most=most)
    archive = None
    if found is Format.ZIP:
        archive = open_archive(path.read_bytes(), most_entries=MOST_ENTRIES_WORKBOOK)
        found = format_of_zip(members(archive))
        if found not in _WORKBOOKS:
            archive = open_archive(path.read_bytes())
    contents = _by_format(found, path, name, archive, answers, limits.most_rows)
    if is_as_named(found, name):
        return contents
    said = Reason(code="named_otherwise", facts={"format": found.value, "name": name[-60:]})
    return replace(contents, reasons=[said, *contents.reasons])


def _by_format(  # noqa: PLR0911, PLR0913 - one line a format, and what each needs
    found: Format,
    path: Path,
    name: str,
    archive: zipfile.ZipFile | None,
    answers: Answers,
    most_rows: int,
) -> Contents:
    stem = Path(name).stem
    match found:
        case Format.DELIMITED:
            return _delimited(path.read_bytes(), answers, most_rows)
        case Format.JSON:
            return _json(path.read_bytes(), name)
        case Format.XLSX | Format.ODS | Format.XLS:
            from mapping.intake.files.workbooks import read_workbook

            data = path.read_bytes()
            return read_workbook(data, archive, sheet=answers.sheet, most_rows=most_rows)
        case Format.PARQUET:
            from mapping.intake.files.parquet_files import read_parquet

            return read_parquet(path.read_bytes(), stem, most_rows=most_rows)
        case Format.GEOPACKAGE:
            from mapping.intake.files.geopackage import read_geopackage

            return read_geopackage(path, layer=answers.sheet)
        case Format.GEOTIFF:
            from mapping.intake.files.grids import read_geotiff

            return read_geotiff(path, stem, answers)
        case Format.PICTURE:
            from mapping.intake.files.grids import read_picture

            return read_picture(path.read_bytes(), stem)
    return _by_gdal(found, path, stem, archive)


def _by_gdal(found: Format, path: Path, stem: str, archive: zipfile.ZipFile | None) -> Contents:
    from mapping.intake.files import gdal_files

    if archive is not None and found is Format.SHAPEFILE:
        return gdal_files.read_shapefiles(archive)
    if archive is not None:
        files = members(archive)
        first = min(
            (n for n in files if n.lower().endswith(".kml")), key=lambda n: (n != "doc.kml", n)
        )
        return gdal_files.read_kml(unpacked(archive, files[first]), stem)
    if found is Format.FLATGEOBUF:
        return gdal_files.read_flatgeobuf(path.read_bytes(), stem)
    if found is Format.KML:
        return gdal_files.read_kml(path.read_bytes(), stem)
    return gdal_files.read_bare_shapefile(path.read_bytes(), stem)


def _delimited(data: bytes, answers: Answers, most_rows: int) -> Contents:
    from mapping.intake.files.decoding import decode
    from mapping.intake.files.delimited import read_delimited

    text, reasons = decode(data, encoding=answers.encoding)
    sheet, said = read_delimited(text, delimiter=answers.delimiter, most_rows=most_rows)
    return Contents(kind=Kind.TABLE, sheets=[sheet], reasons=[*reasons, *said])


def _json(data: bytes, name: str) -> Contents:
    from mapping.intake.files.json_files import decode_json, read_json

    text, reasons = decode_json(data)
    contents = read_json(text, Path(name).stem, Path(name).suffix.lower())
    return replace(contents, reasons=[*reasons, *contents.reasons])


def _check_size(sheets: Sequence[Sheet], limits: Limits) -> None:
    """Before anything is looked at; some formats tell their size only when they are read."""
    for sheet in sheets:
        if len(sheet.rows) > limits.most_rows + 1:  # the header is one of them
            raise Refused("rows_many", most=limits.most_rows)
        if sum(map(len, sheet.rows)) > limits.most_cells:
            raise Refused("cells_many", most=limits.most_cells)


def _examined(contents: Contents, answers: Answers, content: str | None) -> dict[str, Any]:
    found: dict[str, Any] = {
        "kind": contents.kind or Kind.FEATURES,
        "reasons": list(contents.reasons),
        "layers": list(contents.described),
    }
    sheets = sorted(contents.sheets, key=_is_note)  # the first that is a table comes first
    several = len(sheets) + len(contents.layers) > 1
    if several and answers.sheet is None:
        names = [layer.name for layer in contents.layers] + [sheet.name for sheet in sheets]
        facts = {"names": ", ".join(names[:12]), "first": names[0], "count": len(names)}
        found["reasons"].append(Reason(code="several", facts=facts))
    for n, sheet in enumerate(sheets):
        part = _sheet(sheet, answers, content if n == 0 else None)
        _add(found, part, sheet.name if several else None, first=n == 0)
    for n, layer in enumerate(contents.layers):
        part = _layer(layer, answers, content if n == 0 else None)
        _add(found, part, layer.name if several else None, first=n == 0)
    return found


def _is_note(sheet: Sheet) -> bool:
    """A sheet of one column or row: what the workbook is about, and no table."""
    return len(sheet.rows) < 2 or max(map(len, sheet.rows)) < 2  # noqa: PLR2004


def _add(found: dict[str, Any], part: dict[str, Any], layer: str | None, *, first: bool) -> None:
    described = part.pop("layer")
    if described.rows_out == 0:
        part["reasons"].append(Reason(code="no_rows"))
    found["reasons"] += [replace(reason, layer=layer) for reason in part.pop("reasons")]
    found["layers"].append(described)
    if first:
        found |= part


def _sheet(sheet: Sheet, answers: Answers, content: str | None) -> dict[str, Any]:
    from mapping.intake.maps.positions import find_positions

    table, reasons = find_table(sheet, header_rows=answers.header_rows)
    examined = examine(table, answers)
    reasons += examined.reasons
    layer = Layer(
        name=sheet.name,
        columns=tuple(examined.columns),
        rows_in=table.rows_in,
        rows_out=len(examined.lines),
    )
    found: dict[str, Any] = {"kind": Kind.TABLE, "layer": layer, "reasons": reasons}
    placed = find_positions(examined)
    if placed is not None:
        part = _layer_of(placed, answers, examined, content)
        found |= {"kind": part["kind"], "layer": replace(part["layer"], rows_in=table.rows_in)}
        reasons += part["reasons"]
        if "features" in part:
            found["features"] = part["features"]
    if content in {"table", "any"}:
        found["table"] = _table(examined)
    return found


def _table(examined: Examined) -> dict[str, Any]:
    return {
        "columns": dict(examined.columns),
        "lines": list(examined.lines),
        "decimal": examined.decimal,
        "tags": dict(examined.tags),
    }


def _layer(layer: FeatureLayer, answers: Answers, content: str | None) -> dict[str, Any]:
    from mapping.intake.tables.header import Table

    lines = range(1, len(layer.shapes) + 1)
    table = Table(name=layer.name, columns=layer.columns, lines=lines, rows_in=len(lines))
    examined = examine(table, answers, attributes=True)
    found = _layer_of(layer, answers, examined, content)
    found["reasons"] = [*examined.reasons, *found["reasons"]]
    if content == "table":
        found["table"] = _table(examined)
    return found


def _layer_of(
    layer: FeatureLayer, answers: Answers, examined: Examined, content: str | None
) -> dict[str, Any]:
    """The shapes of a layer, placed, repaired and looked at."""
    from mapping.intake.maps import geometry_checks as checks
    from mapping.intake.maps.placing import place

    placed = place(layer, answers)
    shapes, repaired = checks.repair(placed.shapes, answers)
    kind, word = checks.kind_of(shapes)
    bounds, around = checks.bounds_of(shapes) if placed.known else (None, [])
    reasons = [*placed.reasons, *checks.missing_reasons(shapes), *repaired, *around]
    if kind is Kind.BOUNDARIES:
        reasons += checks.overlap_reasons(shapes, _labels(examined, len(shapes)))
        reasons += checks.gap_reasons(shapes) if placed.known else []
    described = Layer(
        name=layer.name,
        columns=tuple(examined.columns),
        rows_in=len(shapes),
        rows_out=len(shapes),
        geometry=word,
        crs=placed.crs,
        bounds=bounds,
    )
    found: dict[str, Any] = {"kind": kind, "layer": described, "reasons": reasons}
    if content in {"features", "any"} and placed.known:
        found["features"] = {**_table(examined), "wkb": _hex(shapes)}
    return found


def _labels(examined: Examined, count: int) -> Sequence[str]:
    """What to call each shape: by its deepest name, else its code, else its number."""
    ends = ("name", "pcode", "code")
    roles = sorted(examined.roles.items(), key=lambda item: item[1], reverse=True)
    for end in ends:
        column = next((name for name, role in roles if role.endswith(end)), None)
        column = column or next((n for n in examined.columns if n.lower().endswith(end)), None)
        if column is not None:
            return [cell or str(n) for n, cell in enumerate(examined.columns[column], start=1)]
    return [str(n) for n in range(1, count + 1)]


def _hex(shapes: Any) -> list[str | None]:  # noqa: ANN401 - an array of shapes
    import shapely

    return [
        None if shape is None else shapely.to_wkb(shape, hex=True, include_srid=False)
        for shape in shapes
    ]
