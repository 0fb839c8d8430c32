"""Words about files as such, layers of shapes, grids and pictures."""

from typing import Final

from mapping.i18n import N_
from mapping.intake.words.wording import ASK, NOTE, REFUSE, WARN, Words

FILE: Final = {
    "empty": Words(REFUSE, N_("There is nothing in it.")),
    "unreadable": Words(REFUSE, N_("It cannot be read: {what}.")),
    "file_large": Words(
        REFUSE,
        N_("It has {megabytes} MB; up to {most} MB are read. Split it or leave out columns."),
    ),
    "binary": Words(REFUSE, N_("It is not text, nor any other format that is read.")),
    "unknown_format": Words(REFUSE, N_("It is none of the formats that are read.")),
    "other_format": Words(REFUSE, N_("It is a {format} file, which is not read.")),
    "html": Words(
        REFUSE,
        N_(
            "It is a web page under another name. Open it in a spreadsheet and save it as "
            "XLSX or CSV."
        ),
    ),
    "markup": Words(REFUSE, N_("It is XML, but not KML; no other XML is read.")),
    "not_as_named": Words(
        REFUSE, N_("Its name ends in {ending}, but it is text and no {format}. Export it again.")
    ),
    "named_otherwise": Words(WARN, N_("It is a {format} file, though it is named {name}.")),
    "password": Words(
        REFUSE, N_("It is locked with a password. Save a copy without one and take that.")
    ),
    "zip_damaged": Words(REFUSE, N_("The zip file is damaged or not complete. Fetch it again.")),
    "zip_empty": Words(REFUSE, N_("The zip file is empty.")),
    "zip_entries": Words(REFUSE, N_("The zip file holds {count} files; up to {most} are read.")),
    "zip_bomb": Words(
        REFUSE, N_("It unpacks to {megabytes} MB, far more than tables or maps need.")
    ),
    "zip_path": Words(REFUSE, N_("A file in it would be unpacked to another place: {name}.")),
    "zip_twice": Words(REFUSE, N_("Two files in it have the same name: {name}.")),
    "zip_link": Words(REFUSE, N_("A file in it points to a file elsewhere: {name}.")),
    "zip_nothing": Words(
        REFUSE, N_("The zip file holds no map and no workbook, but: {names}. Unpack it first.")
    ),
    "xml_entities": Words(
        REFUSE, N_("It defines entities of its own, which spreadsheets and maps never need.")
    ),
    "links_external": Words(
        NOTE, N_("It refers to other files or addresses; they are not opened.")
    ),
    "macros": Words(WARN, N_("It holds macros. They were not run and are not taken over.")),
}
LAYERS: Final = {
    "geojson_features": Words(
        REFUSE, N_("It calls itself GeoJSON, but its features are no list of features.")
    ),
    "geometry_deep": Words(REFUSE, N_("Its shapes are nested deeper than maps ever need.")),
    "vertices_many": Words(
        REFUSE,
        N_("Its shapes have more than {most} corners. Simplify it, or take a coarser edition."),
    ),
    "layers_many": Words(REFUSE, N_("It has {count} layers; up to {most} are read.")),
    "no_layer": Words(REFUSE, N_("It has no layer with shapes.")),
    "layer_damaged": Words(REFUSE, N_("It is damaged or not complete: {format} cannot be read.")),
    "shapefile_damaged": Words(REFUSE, N_("The Shapefile is damaged.")),
    "geopackage_damaged": Words(REFUSE, N_("The GeoPackage is damaged or not complete.")),
    "geopackage_none": Words(
        REFUSE, N_("The GeoPackage has no table of its own to read; views are not read.")
    ),
    "parquet_damaged": Words(REFUSE, N_("The Parquet file is damaged or not complete.")),
    "geoparquet_encoding": Words(
        REFUSE, N_("Its shapes are stored as {encoding}; only WKB is read.")
    ),
    "geometry_more": Words(NOTE, N_("It has several columns of shapes; {column} is taken.")),
    "tables_beside": Words(
        NOTE,
        N_("Beside its shapes it has tables, which are read when you choose them: {tables}."),
        "sheet",
    ),
    "views": Words(NOTE, N_("Views of the GeoPackage are not read: {views}.")),
    "triggers": Words(NOTE, N_("The GeoPackage has triggers ({triggers}); nothing of it is run.")),
    "count_stale": Words(
        NOTE, N_("The layer {layer} says it has {claimed} rows; it has {real}, and all were read.")
    ),
    "dbf_missing": Words(
        REFUSE,
        N_(
            "The Shapefile {layer} came without its .dbf, so its shapes have no names and no "
            "codes. Put all its parts into one zip file."
        ),
    ),
    "geometry_bad": Words(
        WARN,
        N_(
            "{count} shapes cannot be read (coordinates are missing or no numbers); their "
            "rows stay."
        ),
        one=N_("A shape cannot be read (coordinates are missing or no numbers); its row stays."),
    ),
    "geometry_missing": Words(
        WARN,
        N_("{count} rows have no shape; they stay and are not drawn."),
        one=N_("A row has no shape; it stays and is not drawn."),
    ),
    "ring_unclosed": Words(
        WARN,
        N_("{count} rings did not end where they begin; they were closed."),
        one=N_("A ring did not end where it begins; it was closed."),
    ),
    "geometry_repaired": Words(
        WARN,
        N_("{count} shapes were invalid ({cause}) and were repaired."),
        one=N_("A shape was invalid ({cause}) and was repaired."),
    ),
    "geometry_repair_area": Words(
        ASK,
        N_(
            "{count} shapes cover parts of themselves, so that their area is in doubt by "
            "{percent} %, too much to be mended unasked. Mend them in a GIS, or leave them out."
        ),
        "doubtful_shapes",
        one=N_(
            "A shape covers parts of itself, so that its area is in doubt by {percent} %, "
            "too much to be mended unasked. Mend it in a GIS, or leave it out."
        ),
    ),
    "geometry_left_out": Words(
        WARN, N_("Shapes that cover parts of themselves were left out; their rows stay: {rows}.")
    ),
    "overlaps": Words(
        WARN,
        N_(
            "{count} pairs of polygons overlap; most of all {first} and {second}, by "
            "{percent} % of the smaller."
        ),
        one=N_("Two polygons overlap: {first} and {second}, by {percent} % of the smaller."),
    ),
    "gaps": Words(
        WARN,
        N_(
            "{count} gaps lie between the polygons, the largest of about {area} km² at {where}: "
            "lakes, or what the file lacks."
        ),
        one=N_(
            "A gap of about {area} km² lies between the polygons at {where}: a lake, or "
            "what the file lacks."
        ),
    ),
    "heights_dropped": Words(NOTE, N_("Heights were left out; maps here are flat.")),
    "antimeridian": Words(
        NOTE, N_("It reaches over the 180th meridian; the map is framed around it.")
    ),
    "antimeridian_long_way": Words(
        WARN,
        N_(
            "A shape reaches around the Earth the long way; it should be cut at the 180th meridian."
        ),
    ),
}
PLACE: Final = {
    "crs_link": Words(NOTE, N_("It links to its projection elsewhere; the link was not followed.")),
    "crs_missing": Words(
        ASK, N_("It does not say which projection its coordinates are in. Which one?"), "crs"
    ),
    "crs_missing_degrees": Words(
        ASK,
        N_(
            "It does not say which projection it is in. Its coordinates could be longitude "
            "and latitude; are they?"
        ),
        "crs",
    ),
    "crs_unknown": Words(
        ASK, N_("Its projection is not known here: {crs}. Which one is it?"), "crs"
    ),
    "crs_false": Words(REFUSE, N_("Its coordinates cannot be in the projection {crs}."), "crs"),
    "crs_false_degrees": Words(
        REFUSE,
        N_(
            "Its coordinates should be degrees and are not: {example}. They may be metres of "
            "a projection; say which."
        ),
        "crs",
    ),
    "crs_false_declared": Words(
        REFUSE,
        N_("Its coordinates are outside the Earth in the projection it names: {example}."),
        "crs",
    ),
    "coordinates_turned": Words(
        WARN, N_("Latitude stood before longitude; the two were exchanged.")
    ),
    "coordinates_at_sea": Words(
        WARN,
        N_(
            "Its places lie at sea ({example}), and on land if longitude and latitude are "
            "exchanged."
        ),
        "swap_coordinates",
    ),
    "longitudes_360": Words(
        NOTE, N_("Longitudes from 180 to 360 were written as west of Greenwich.")
    ),
}
GRIDS: Final = {
    "grid_damaged": Words(REFUSE, N_("The grid is damaged or not complete.")),
    "grid_large": Words(
        REFUSE, N_("The grid has {width} x {height} cells at once, more than is read.")
    ),
    "grid_complex": Words(
        REFUSE, N_("The cells are complex numbers, as radar has them; not read.")
    ),
    "grid_no_place": Words(
        ASK, N_("The grid does not say where on Earth it lies. Where is it?"), "bounds"
    ),
    "grid_no_crs": Words(
        ASK, N_("The grid does not say which projection it is in. Which one?"), "crs"
    ),
    "grid_rotated": Words(NOTE, N_("The grid is turned against north; it is read as it lies.")),
    "grid_empty": Words(WARN, N_("No cell that was looked at has a value.")),
    "grid_nodata": Words(
        WARN,
        N_(
            "Cells hold {value}, which looks like a mark of no value that the file does not "
            "declare."
        ),
    ),
    "picture_damaged": Words(REFUSE, N_("The picture is damaged or not complete.")),
    "picture_large": Words(
        REFUSE, N_("The picture has {width} x {height} pixels, more than is read.")
    ),
    "picture_tail": Words(
        NOTE, N_("{bytes} bytes follow the end of the picture; they are not taken over.")
    ),
    "picture_position": Words(
        NOTE, N_("The picture says where or by whom it was taken; that is not taken over.")
    ),
}
