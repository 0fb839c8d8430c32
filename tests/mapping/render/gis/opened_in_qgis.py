"""Run by a Python that has QGIS: opens a project and prints what QGIS reads, as JSON."""

import json
import os
import sys

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from qgis.core import QgsApplication, QgsProject, QgsVectorLayer

application = QgsApplication([], False)  # noqa: FBT003 - as QGIS has it
application.initQgis()
project = QgsProject.instance()
found = {"read": project.read(sys.argv[1]), "title": project.title(), "layers": []}
found["crs"] = project.crs().toProj()
for layer in project.layerTreeRoot().layerOrder():
    renderer = layer.renderer()
    facts = {
        "valid": layer.isValid(),
        "features": layer.featureCount(),
        "renderer": renderer.type(),
    }
    if renderer.type() == "graduatedSymbol":
        facts["ranges"] = [
            [one.lowerValue(), one.upperValue(), one.symbol().color().name(), one.label()]
            for one in renderer.ranges()
        ]
    if renderer.type() == "categorizedSymbol":
        facts["values"] = [one.value() for one in renderer.categories()]
    found["layers"].append(facts)
plain = QgsVectorLayer(f"{sys.argv[2]}|layername=places", "places", "ogr")
found["style_of_the_file"] = plain.renderer().type()
sys.stdout.write(json.dumps(found))
