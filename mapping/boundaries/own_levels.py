"""The levels of a person's own boundaries: her polygons, their parents, the country."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

from mapping.boundaries.hierarchy import merged
from mapping.boundaries.model import BoundarySet, searchable
from mapping.boundaries.own import AboveColumns, Note, OwnBoundaries
from mapping.boundaries.packs import BoundaryCatalogue
from mapping.boundaries.read import read_boundaries
from mapping.boundaries.repair import repaired
from mapping.errors import BadBoundariesError, listed
from mapping.i18n import N_
from mapping.intake.maps.geometry_checks import find_gaps
from mapping.places import AdminLevel

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    Rows: TypeAlias = gpd.GeoDataFrame
    Texts: TypeAlias = pd.Series[str]

ORDER: Final = ("place_code", "name", "parent_code", "level")


@dataclass(frozen=True, eq=False, kw_only=True)
class OwnLevels:
    """Makes the levels of one file, and notes what it does."""

    frame: "Rows"  # polygons with text attributes
    said: OwnBoundaries
    catalogue: BoundaryCatalogue
    notes: list[Note] = field(default_factory=list)

    def build(self) -> "list[tuple[AdminLevel, Rows]]":
        """Each level with its rows, from the top; those that the pack has already are not made.

        Raises:
            BadBoundariesError: as `mapping.boundaries.own.build_own`.
        """
        said = self.said
        rows = self._mended(self._one_row_a_place(self._named()))
        made = [(said.level, rows)]
        for step, depth in enumerate(range(said.level.depth - 1, -1, -1)):
            level = AdminLevel(f"ADM{depth}")
            columns = said.columns.above
            above = columns[step] if depth and step < len(columns) else AboveColumns()
            known = self._known(level)
            if known is not None:
                rows["parent_code"] = self._found_in(known, rows, above)
                break
            rows = self._parents(rows, above, level) if depth else self._country(rows)
            made.insert(0, (level, rows))
        if made[0][0] is AdminLevel.ADM0:
            made[0][1]["parent_code"] = None
        return [(level, _in_order(rows, level)) for level, rows in made]

    def _known(self, level: AdminLevel) -> BoundarySet | None:
        """The set of another level that the pack has."""
        iso3, catalogue = self.said.iso3, self.catalogue
        if iso3 not in catalogue.iso3s or level not in catalogue.levels(iso3):
            return None
        return read_boundaries(catalogue.entry(iso3, level))

    def _note(self, message: str, **facts: object) -> None:
        self.notes.append(Note(message=message, facts=facts))

    def _refused(self, reason: str, examples: Iterable[object] = ()) -> BadBoundariesError:
        name = self.said.id_of(self.said.level)
        return BadBoundariesError(name=name, reason=reason, examples=listed(map(str, examples)))

    def _cells(self, column: str, rows: "Rows") -> "Texts":
        """The cells of a column of the file for some rows; blanks are missing."""
        cells = self.frame[column].loc[rows.index].astype("string").str.strip()
        return cells.where(cells != "").astype(object).where(cells.notna() & (cells != ""), None)

    def _named(self) -> "Rows":
        """Rows with `place_code`, `name` and names by language; the index is that of the file."""
        import geopandas as gpd

        columns, shapes = self.said.columns, self.frame.geometry
        empty = shapes.isna() | shapes.is_empty
        if empty.any():
            self._note(N_("Rows without a shape were left out: {count}."), count=int(empty.sum()))
        rows = gpd.GeoDataFrame(geometry=shapes[~empty], crs=self.frame.crs)
        rows["name"] = self._cells(columns.name, rows)
        for language, column in columns.names.items():
            rows[f"name_{language}"] = self._cells(column, rows)
        if rows["name"].isna().any():
            raise self._refused(N_("rows have no name"), rows.index[rows["name"].isna()])
        if columns.code is None:
            keys = rows["name"]
            for column in filter(None, (one.name or one.code for one in columns.above)):
                keys = keys + "\n" + self._cells(column, rows).fillna("")
            rows["place_code"] = self._made_codes(keys, self.said.level)
            example = rows["place_code"].iloc[0]
            self._note(N_("The file has no codes; they were made, as {example}."), example=example)
            return rows
        rows["place_code"] = self._cells(columns.code, rows)
        if rows["place_code"].isna().any():
            raise self._refused(N_("places have no code"), rows["name"][rows["place_code"].isna()])
        return rows

    def _made_codes(self, keys: "Texts", level: AdminLevel) -> "Texts":
        """Codes for places that have none: "VU-ADM1-01", in the order of their names.

        Two places of one name in different units are two places.
        """
        ordered = sorted(set(keys))
        start, width = self.said.country_code or self.said.iso3, len(str(len(ordered)))
        numbered = enumerate(ordered, start=1)
        return keys.map({key: f"{start}-{level.value}-{n:0{width}}" for n, key in numbered})

    def _one_row_a_place(self, rows: "Rows") -> "Rows":
        """Islands that stand in rows of their own are one place with the others of their code."""
        import shapely

        doubled = rows[rows["place_code"].duplicated(keep=False)]
        if not len(doubled):
            return rows
        groups = dict(list(doubled.groupby("place_code", sort=False)))
        several = [code for code, group in groups.items() if len(set(group["name"])) > 1]
        if several:
            raise self._refused(N_("a code stands for several places"), several)
        whole = {code: shapely.union_all(group.geometry) for code, group in groups.items()}
        message = N_(
            "Islands in rows of their own were joined: {count} rows make up {places} of the places."
        )
        self._note(message, count=len(doubled), places=len(whole))
        rows = rows.drop_duplicates("place_code")
        pairs = zip(rows["place_code"], rows.geometry, strict=True)
        shapes = [whole.get(code, shape) for code, shape in pairs]
        return rows.set_geometry(shapes, crs=rows.crs)

    def _mended(self, rows: "Rows") -> "Rows":
        rows, repairs = repaired(rows, name=self.said.id_of(self.said.level))
        if repairs:
            most = 100 * max(repair.share for repair in repairs)
            message = N_(
                "Polygons were mended, and no area changed by more than {percent} %: {count}."
            )
            self._note(message, count=len(repairs), percent=f"{most:.4f}")
        gaps = len(find_gaps(rows.geometry.to_numpy()))
        if gaps:
            message = N_("Gaps between polygons stay (lakes, or what the file lacks): {count}.")
            self._note(message, count=gaps)
        return rows

    def _found_in(self, known: BoundarySet, rows: "Rows", above: AboveColumns) -> "Texts":
        """The code of each parent: as the file says, by code or name, else by where it lies."""
        import pandas as pd

        codes = known.frame["place_code"]
        names = {searchable(n): code for n, code in zip(known.frame["name"], codes, strict=True)}
        found = pd.Series(None, index=rows.index, dtype=object)
        for column in (above.code, above.name):
            if column is not None:
                cells = self._cells(column, rows).fillna("")
                found = found.fillna(cells.where(cells.isin(codes), None))
                found = found.fillna(cells.map(searchable).map(names))
        lies_in = _lies_in(rows, known)
        if len(codes) == 1:  # the country: what reaches beyond its coast belongs to it as well
            return found.fillna(codes.iloc[0])
        self._say_where(rows, found, lies_in)
        found = found.fillna(lies_in)
        if found.isna().any():
            reason = N_("places lie in no place of the level above")
            raise self._refused(reason, rows["name"][found.isna()])
        return found

    def _say_where(self, rows: "Rows", found: "Texts", lies_in: "Texts") -> None:
        placed = int((found.isna() & lies_in.notna()).sum())
        if placed:
            message = N_("Places given to the one above in which they lie: {count}.")
            self._note(message, count=placed)
        outside = found.notna() & (lies_in != found)
        if outside.any():
            message = N_(
                "Places that lie outside the one above that the file names: {examples} ({count} in"
                " all)."
            )
            self._note(message, count=int(outside.sum()), examples=listed(rows["name"][outside]))

    def _parents(self, rows: "Rows", above: AboveColumns, level: AdminLevel) -> "Rows":
        """The level above, made of its children, whose `parent_code` is written."""
        import geopandas as gpd

        column = above.code or above.name
        if column is None:
            reason = N_(
                "nothing says in which places of the level above they lie: name a column, bring"
                " that level first, or keep them as ADM1"
            )
            raise self._refused(reason)
        cells = self._cells(column, rows)
        if cells.isna().any():
            raise self._refused(N_("places have no parent"), rows["name"][cells.isna()])
        rows["parent_code"] = cells if above.code else self._made_codes(cells, level)
        first = rows.drop_duplicates("parent_code")
        names = self._cells(above.name or column, first).fillna(first["parent_code"])
        message = N_("Places of {level} made of the places in them: {count}.")
        self._note(message, count=len(first), level=level.value)
        return gpd.GeoDataFrame(
            {"place_code": first["parent_code"], "name": names},
            geometry=first["parent_code"].map(merged(rows)),
            crs=rows.crs,
        )

    def _country(self, rows: "Rows") -> "Rows":
        import geopandas as gpd

        code = self.said.country_code or self.said.iso3
        rows["parent_code"] = code
        shapes = list(merged(rows).values())
        named = {"place_code": [code], "name": [self.said.country]}
        return gpd.GeoDataFrame(named, geometry=shapes, crs=rows.crs)


def _lies_in(rows: "Rows", known: BoundarySet) -> "Texts":
    """The place above that covers most of each place; none where it covers less than half."""
    import pandas as pd
    import shapely

    shapes, parents = rows.geometry.to_numpy(), known.frame.geometry.to_numpy()
    child, parent = shapely.STRtree(parents).query(shapes, predicate="intersects")
    shared = shapely.area(shapely.intersection(shapes[child], parents[parent]))
    pairs = pd.DataFrame({"child": child, "parent": parent, "shared": shared})
    best = pairs.sort_values("shared").drop_duplicates("child", keep="last")
    best = best[best["shared"] > shapely.area(shapes)[best["child"]] / 2]
    codes = known.frame["place_code"].to_numpy()[best["parent"]]
    return pd.Series(codes, index=rows.index[best["child"]], dtype=object).reindex(rows.index)


def _in_order(rows: "Rows", level: AdminLevel) -> "Rows":
    """The rows with their columns as boundary sets have them."""
    rows["level"] = level.value
    names = sorted(c for c in rows.columns if c.startswith("name_") and rows[c].notna().any())
    kept = rows[[*ORDER, *names, "geometry"]].reset_index(drop=True)
    return kept.astype({"parent_code": "str"})
