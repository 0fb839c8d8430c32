"""Parquet and GeoParquet by pyarrow; how large they say they are is checked before reading."""

import io
import json
from typing import TYPE_CHECKING, Any, Final

from mapping.intake.files.contents import Cell, Contents, FeatureLayer, Refused, Sheet
from mapping.intake.files.gdal_files import from_wkb
from mapping.intake.limits import DEFAULT_LIMITS, MOST_COLUMNS
from mapping.intake.model import Kind, Reason

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

_MOST_UNPACKED: Final = 300 << 20
_MOST_METADATA: Final = 50 << 20


def read_parquet(data: bytes, name: str, *, most_rows: int = DEFAULT_LIMITS.most_rows) -> Contents:
    """The rows of a Parquet file; its shapes too if it is a GeoParquet.

    Source: GeoParquet 1.1.

    Raises:
        Refused: damaged, or too large.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(
            io.BytesIO(data),
            thrift_string_size_limit=_MOST_METADATA,
            thrift_container_size_limit=1_000_000,
        )
        _check(file, most_rows)
        table = file.read(use_threads=False)
    except (pa.ArrowException, OSError, ValueError, KeyError):
        raise Refused("parquet_damaged") from None
    table = table.drop_columns([c for c in table.column_names if c.startswith("__index_level_")])
    geo = _geo(file)
    if geo is None:
        return _sheet(table, name)
    return _layer(table, geo, name)


def _check(file: "pq.ParquetFile", most_rows: int) -> None:
    metadata = file.metadata
    if metadata.num_rows > most_rows:
        raise Refused("rows_many", most=most_rows)
    if metadata.num_columns > MOST_COLUMNS:
        raise Refused("columns_many", count=metadata.num_columns, most=MOST_COLUMNS)
    groups = [metadata.row_group(n) for n in range(metadata.num_row_groups)]
    size = sum(group.total_byte_size for group in groups)
    if size > _MOST_UNPACKED or size < 0:
        raise Refused("zip_bomb", megabytes=size >> 20)


def _geo(file: "pq.ParquetFile") -> dict[str, Any] | None:
    text = (file.schema_arrow.metadata or {}).get(b"geo")
    if text is None:
        return None
    try:
        found = json.loads(text)
        column = found["columns"][found["primary_column"]]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Refused("parquet_damaged") from None
    if column.get("encoding") != "WKB":
        raise Refused("geoparquet_encoding", encoding=str(column.get("encoding"))[:40])
    return {
        "name": found["primary_column"],
        "crs": column.get("crs", "OGC:CRS84"),
        "all": list(found["columns"]),
    }


def _layer(table: "pa.Table", geo: dict[str, Any], name: str) -> Contents:
    import pyarrow as pa

    try:
        shapes = from_wkb(table.column(geo["name"]).cast(pa.binary()).to_pylist())
    except (pa.ArrowException, KeyError):
        raise Refused("parquet_damaged") from None
    crs = geo["crs"]
    text = json.dumps(crs) if isinstance(crs, dict) else crs
    reasons = (
        [Reason(code="geometry_more", facts={"column": geo["name"]})] if len(geo["all"]) > 1 else []
    )
    columns = _columns(table.drop_columns([c for c in geo["all"] if c in table.column_names]))
    return Contents(
        layers=[FeatureLayer(name=name, columns=columns, shapes=shapes, crs=text)], reasons=reasons
    )


def _sheet(table: "pa.Table", name: str) -> Contents:
    columns = _columns(table)
    rows: list[list[Cell]] = [list(columns), *map(list, zip(*columns.values(), strict=True))]
    sheet = Sheet(name=name, rows=rows, lines=range(1, len(rows) + 1), has_header=True)
    nested = [field.name for field in table.schema if field.type.num_fields]
    facts = {"columns": ", ".join(nested[:8])}
    reasons = [Reason(code="nested", facts=facts)] if nested else []
    return Contents(kind=Kind.TABLE, sheets=[sheet], reasons=reasons)


def _columns(table: "pa.Table") -> dict[str, list[Cell]]:
    return {
        str(name): [_cell(value) for value in table.column(name).to_pylist()]
        for name in table.column_names
    }


def _cell(value: object) -> Cell:
    import datetime

    if isinstance(value, str | int | float | datetime.date | datetime.time):
        return None if isinstance(value, float) and value != value else value  # noqa: PLR0124 - NaN
    if isinstance(value, bytes):
        return f"({len(value)} bytes)"
    return None if value is None else str(value)
