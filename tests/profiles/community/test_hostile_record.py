"""Whatever people type stands in the record as text, and makes nothing happen."""

import json
import subprocess
from dataclasses import replace

import pytest

from mapping.community.legend import Audience
from mapping.community.remarks import Ballot, Round
from mapping.community.text import clean_note
from mapping.i18n import Translator
from mapping.settings import CHECKOUT, Settings
from profiles.community.record import build_record
from profiles.report.workshop import record_pdf
from tests.mapping.community.drawing import LEGEND, a_store, a_workshop, content, operation


@pytest.fixture(scope="module")
def hostile(shared_dir):
    raw = json.loads((shared_dir / "corpus/own/text/hostile_text.json").read_text("utf-8"))
    return [text for text in raw if 0 < len(clean_note(text[:4000])) <= 2000]


def test_hostile_text_in_every_field_is_printed_as_text(hostile, tmp_path):
    store = a_store(tmp_path)
    names = list(dict.fromkeys(clean_note(text)[:80] for text in hostile if len(text) <= 80))
    legend = (replace(LEGEND[0], label=names[0], other_label=names[1], icon="{<"), LEGEND[1])
    workshop = a_workshop(
        store,
        title=names[2],
        purpose=hostile[0],
        consent=hostile[1],
        groups=tuple(dict.fromkeys(" ".join(name.split()) for name in names[3:9])),
        legend=legend,
    )
    for number, text in enumerate(hostile):
        said = content(note=text, category_id="water")
        group = workshop.groups[number % len(workshop.groups)]
        store.append(
            operation(workshop.workshop_id, content=said, group=group, actor=names[number % 9])
        )
    features = store.features(workshop.workshop_id).features
    marks = tuple(feature.feature_id for feature in features[:3])
    asked = Round(title=names[4], ballot=Ballot.AGREE, marks=marks)
    store.append(operation(workshop.workshop_id, content=asked))
    settings = Settings(data_dir=CHECKOUT / "data", workspace_dir=tmp_path)
    record = build_record(
        settings,
        workshop,
        store.features(workshop.workshop_id).features,
        store.log(workshop.workshop_id),
        audience=Audience.ROOM,
        with_names=True,
    )
    path = tmp_path / "record.pdf"
    path.write_bytes(record_pdf(record, Translator("en")))
    told = subprocess.run(["pdftotext", path, "-"], check=True, capture_output=True, text=True)
    assert "{{" in told.stdout
    assert b"/JavaScript" not in path.read_bytes()
    assert "<script" not in record.whole_map
    store.close()
