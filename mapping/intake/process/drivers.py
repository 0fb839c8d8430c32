"""Every driver of the GDAL libraries that pyogrio and rasterio bring along.

GDAL is told which drivers to leave out, not which to use, and before it is loaded. A driver that is
not in this list is found when the library has loaded (`worker`), and left out then.
"""

from collections.abc import Collection
from typing import Final

_NAMES: Final = """
    AAIGrid | ACE2 | ADBC | ADRG | AIG | AirSAR | AIVector | AmigoCloud | AVCBin | AVCE00 | BAG
    | BIGGIF | BLX | BMP | BSB | BT | BYN | CALS | Carto | CEOS | COASP | COG | COSAR | CPG |
    CSV | CSW | CTable2 | CTG | DAAS | DERIVED | DGN | DIMAP | DIPEx | DOQ1 | DOQ2 | DTED | DXF
    | ECRGTOC | EDIGEO | EEDA | EEDAI | EHdr | EIR | ELAS | Elasticsearch | ENVI | ERS | ESAT |
    ESRI Shapefile | ESRIC | ESRIJSON | FAST | FIT | FlatGeobuf | GDALG | GenBin | GeoJSON |
    GeoJSONSeq | GeoRSS | GFF | GIF | GML | GNMDatabase | GNMFile | GPKG | GPSBabel | GPX |
    GRASSASCIIGrid | GRIB | GS7BG | GSAG | GSBG | GSC | GTFS | GTI | GTiff | GTX | GXF | HDF5 |
    HDF5Image | HF2 | HFA | HTTP | Idrisi | ILWIS | IRIS | ISCE | ISG | ISIS2 | ISIS3 |
    JAXAPALSAR | JDEM | JML | JP2OpenJPEG | JPEG | JSONFG | KML | KMLSUPEROVERLAY | KRO | L1B |
    LAN | LCP | Leveller | LIBKML | LOSLAS | LVBAG | MAP | MapInfo File | MapML | MBTiles | MEM
    | Memory | MFF | MFF2 | MiraMonVector | MRF | MSGN | MVT | NDF | netCDF | NGSGEOID | NGW |
    NITF | NOAA_B | NSIDCbin | NTv2 | NWT_GRC | NWT_GRD | OAPIF | ODS | OGCAPI | OGR_GMT |
    OGR_PDS | OGR_VRT | OpenFileGDB | OSM | OZI | PAux | PCIDSK | PCRaster | PDF | PDS | PDS4 |
    PGDUMP | PLMOSAIC | PLSCENES | PMTiles | PNG | PNM | PRF | R | Rasterlite | RIK | RMF |
    ROI_PAC | RPFTOC | RRASTER | RS2 | RST | S102 | S104 | S111 | S57 | SAFE | SAGA | SAR_CEOS |
    SDTS | Selafin | SENTINEL2 | SGI | SIGDEM | SNAP_TIFF | SNODAS | SQLite | SRP | SRTMHGT |
    STACIT | STACTA | SXF | Terragen | TGA | TIL | TopoJSON | TSX | USGSDEM | VDV | VFK | VICAR
    | VRT | WAsP | WCS | WEBP | WFS | WMS | WMTS | XLSX | XPM | XYZ | Zarr | ZMap
"""

KNOWN_DRIVERS: Final = frozenset(" ".join(name.split()) for name in _NAMES.split("|"))


class UnexpectedDriversError(Exception):
    """GDAL has drivers that should have been left out; the process must be started again."""

    def __init__(self, names: Collection[str]) -> None:
        super().__init__(sorted(names))
        self.names = sorted(names)


def vector_drivers(allowed: Collection[str]) -> None:
    """Load the GDAL of pyogrio and see that it has no other drivers than these.

    Raises:
        UnexpectedDriversError: it has.
    """
    import pyogrio

    _check(set(pyogrio.list_drivers()), allowed)


def raster_drivers(allowed: Collection[str]) -> None:
    """Load the GDAL of rasterio and see that it has no other drivers than these.

    Raises:
        UnexpectedDriversError: it has.
    """
    import rasterio

    with rasterio.Env() as environment:
        _check(set(environment.drivers()), allowed)


def _check(found: set[str], allowed: Collection[str]) -> None:
    extra = found - set(allowed)
    if extra:
        raise UnexpectedDriversError(extra)
