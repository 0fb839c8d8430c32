# ruff: noqa: ANN001, ANN201, FBT003 - QGIS has no types, and switches without names
"""The pages as an atlas of QGIS: python3 atlas.py FOLDER OUT, by the Python that has QGIS.

A page a section: its sentences as a label, its chart as a picture, its tables as attribute tables;
on the last page the map of the country with the place outlined. One PDF a place.
"""

import os
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
from qgis.core import (
    QgsApplication,
    QgsCategorizedSymbolRenderer,
    QgsFillSymbol,
    QgsLayoutExporter,
    QgsLayoutFrame,
    QgsLayoutItemAttributeTable,
    QgsLayoutItemLabel,
    QgsLayoutItemMap,
    QgsLayoutItemPage,
    QgsLayoutItemPicture,
    QgsLayoutObject,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsLayoutTableColumn,
    QgsPrintLayout,
    QgsProject,
    QgsProperty,
    QgsRendererCategory,
    QgsRuleBasedRenderer,
    QgsVectorLayer,
)

COLOURS = ("#eff3ff", "#bdd7e7", "#6baed6", "#3182bd", "#08519c")
PAGES, PAGE_MM, GAP_MM, MARGIN, WIDE = 4, 297, 10, 20, 170
OUTLINED = "\"code\" = attribute(@atlas_feature, 'code')"


def placed(item, page, top, high):
    """Put an item on a page, in millimetres."""
    item.attemptMove(QgsLayoutPoint(MARGIN, page * (PAGE_MM + GAP_MM) + top))
    item.attemptResize(QgsLayoutSize(WIDE, high))


def label(layout, page, top, high, expression):
    """Text of the place that the atlas is at."""
    item = QgsLayoutItemLabel(layout)
    item.setText(f"[% {expression} %]")
    layout.addLayoutItem(item)
    placed(item, page, top, high)


def chart(layout, page, top, folder):
    """The chart of a section as a picture."""
    item = QgsLayoutItemPicture(layout)
    source = QgsProperty.fromExpression(f"'{folder}/' || \"code\" || '_{page}.svg'")
    item.dataDefinedProperties().setProperty(QgsLayoutObject.PictureSource, source)
    layout.addLayoutItem(item)
    placed(item, page, top, 60)


def table(layout, page, order, rows, top):
    """One table of a section: the rows of the place."""
    item = QgsLayoutItemAttributeTable.create(layout)
    layout.addMultiFrame(item)
    item.setVectorLayer(rows)
    columns = []
    for place in range(5):
        column = QgsLayoutTableColumn()
        column.setAttribute(f"c{place}")
        column.setHeading("")
        columns.append(column)
    item.setColumns(columns)
    item.setMaximumNumberOfFeatures(40)
    item.setFilterFeatures(True)
    item.setFeatureFilter(f'{OUTLINED} and "section" = {page} and "table" = {order}')
    frame = QgsLayoutFrame(layout, item)
    placed(frame, page, top, 60)
    item.addFrame(frame)


def country(layout, places):
    """The map: five classes, and the place of the atlas outlined."""
    filled = [QgsFillSymbol.createSimple({"color": c, "outline_color": "#8b949d"}) for c in COLOURS]
    classes = [QgsRendererCategory(n, symbol, str(n)) for n, symbol in enumerate(filled)]
    places.setRenderer(QgsCategorizedSymbolRenderer("class", classes))
    outlined = places.clone()
    outline = QgsFillSymbol.createSimple(
        {"style": "no", "outline_color": "#d95f02", "outline_width": "0.8"}
    )
    renderer = QgsRuleBasedRenderer(outline)
    renderer.rootRule().children()[0].setFilterExpression(OUTLINED)
    outlined.setRenderer(renderer)
    QgsProject.instance().addMapLayer(outlined)
    item = QgsLayoutItemMap(layout)
    item.setRect(0, 0, 1, 1)  # a map without room has no extent
    layout.addLayoutItem(item)
    item.setKeepLayerSet(True)
    item.setLayers([outlined, places])
    item.setCrs(places.crs())
    placed(item, PAGES - 1, 200, 80)
    item.zoomToExtent(places.extent())


def main(folder, out):
    """Make the layout and export it for every place."""
    application = QgsApplication([], False)
    application.initQgis()
    places = QgsVectorLayer(f"{folder}/pages.gpkg|layername=places", "places", "ogr")
    rows = QgsVectorLayer(f"{folder}/pages.gpkg|layername=rows", "rows", "ogr")
    QgsProject.instance().addMapLayers([places, rows])
    layout = QgsPrintLayout(QgsProject.instance())
    layout.initializeDefaults()
    layout.pageCollection().page(0).setPageSize("A4", QgsLayoutItemPage.Portrait)
    for _ in range(PAGES - 1):
        page = QgsLayoutItemPage(layout)
        page.setPageSize("A4", QgsLayoutItemPage.Portrait)
        layout.pageCollection().addPage(page)
    for page in range(PAGES):
        label(layout, page, 20, 12, f'"title{page}"')
        label(layout, page, 34, 40, f'"said{page}"')
        chart(layout, page, 76, folder)
        table(layout, page, 0, rows, 138)
    table(layout, 0, 1, rows, 200)
    country(layout, places)
    atlas = layout.atlas()
    atlas.setCoverageLayer(places)
    atlas.setEnabled(True)
    atlas.setFilterFeatures(True)
    atlas.setFilterExpression('"asked" = 1')
    atlas.setFilenameExpression('"code"')
    settings = QgsLayoutExporter.PdfExportSettings()
    result, error = QgsLayoutExporter.exportToPdfs(atlas, f"{out}/x.pdf", settings)
    if result != QgsLayoutExporter.Success:
        sys.exit(error)


if __name__ == "__main__":
    main(*(str(Path(word).resolve()) for word in sys.argv[1:3]))
    os._exit(0)  # Qt stumbles over what Python has cleared away already
