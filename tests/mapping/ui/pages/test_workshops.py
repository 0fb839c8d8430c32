"""Preparing a workshop on its page: what is filled in is what is kept, and may be changed later."""

import datetime

import pytest
from streamlit.testing.v1 import AppTest

from mapping.community.legend import Audience
from tests.mapping.community.drawing import a_plan, a_store


def page(workspace: str) -> None:
    from pathlib import Path

    from mapping.community.database import open_store
    from mapping.i18n import Translator
    from mapping.settings import CHECKOUT, Settings
    from mapping.ui.context import Context
    from mapping.ui.pages.workshops import render
    from tests.mapping.ui.figures import LITTLE

    folder = Path(workspace)
    settings = Settings(data_dir=CHECKOUT / "data", workspace_dir=folder)
    context = Context(settings=settings, translator=Translator(), store=open_store(settings))
    render(context, LITTLE)


@pytest.fixture
def sits_here(monkeypatch):
    """A browser on the machine itself: AppTest has none, and so no address."""
    monkeypatch.setattr("streamlit.runtime.context.ContextProxy.ip_address", None)


@pytest.fixture(autouse=True)
def _no_ticket(monkeypatch):
    monkeypatch.setattr("streamlit.runtime.context.ContextProxy.cookies", {})


@pytest.fixture
def app(tmp_path) -> AppTest:
    return AppTest.from_function(page, kwargs={"workspace": str(tmp_path)}, default_timeout=60)


@pytest.fixture
def store(tmp_path):
    store = a_store(tmp_path)
    yield store
    store.close()


def labelled(widgets, label):
    return next(widget for widget in widgets if widget.label.startswith(label))


def press(app, label):
    return labelled(app.button, label).click().run()


def test_whoever_comes_from_elsewhere_is_shown_the_way_in_and_no_workshop(app, store):
    store.create_workshop(a_plan(title="Secret springs"))
    app.run()
    assert not app.exception
    assert "code of a workshop" in app.info[0].value
    assert len(app.button) == 0
    assert "Secret" not in str([element.value for element in app.markdown])


@pytest.mark.usefixtures("sits_here")
def test_all_that_is_prepared_is_kept(app, store):
    app.run()
    labelled(app.text_input, "Title").set_value("Springs")
    labelled(app.text_area, "Groups").set_value("Women\nElders\n\n")
    labelled(app.text_input, "Second language").set_value("ne")
    labelled(app.selectbox, "May be seen by A").set_value(Audience.PUBLIC)
    labelled(app.text_area, "Questions").set_value("Who comes?\nWhen?")
    labelled(app.selectbox, "Exact positions").set_value(Audience.PROJECT)
    labelled(app.multiselect, "Base maps").set_value(["land"])
    labelled(app.multiselect, "Indicators").set_value(["count", "rate"])
    app.run()
    press(app, "Open the workshop")
    assert not app.exception
    (workshop,) = store.workshops()
    assert (workshop.title, workshop.groups) == ("Springs", ("Women", "Elders"))
    assert workshop.other_language == "ne"
    assert workshop.legend[0].audience is Audience.PUBLIC
    assert workshop.legend[0].questions == ("Who comes?", "When?")
    assert {line.audience for line in workshop.legend[1:]} == {Audience.ROOM}
    assert workshop.exact_for is Audience.PROJECT
    assert sum(item.minutes for item in workshop.agenda) == 120
    assert "taken out" in workshop.consent
    assert (workshop.base_maps, workshop.indicators) == (("land",), ("count", "rate"))


@pytest.mark.usefixtures("sits_here")
def test_a_legend_comes_from_a_file_and_a_bad_one_is_explained(app, store):
    app.run()
    labelled(app.text_input, "Title").set_value("From a file")
    upload = labelled(app.file_uploader, "or from a file")
    upload.upload("legend.csv", b"label,kinds\nSpring,point\nPath,line\n")
    app.run()
    press(app, "Open the workshop")
    assert [line.label for line in store.workshops()[0].legend] == ["Spring", "Path"]
    upload = labelled(app.file_uploader, "or from a file")
    upload.upload("legend.csv", b"label,kinds\nSpring,cube\nPath,line\n")
    app.run()
    assert "row 2" in app.warning[0].value


@pytest.mark.usefixtures("sits_here")
def test_a_plan_is_changed_and_one_past_its_date_reminds(app, store):
    workshop = store.create_workshop(a_plan(keep_until=datetime.date(2020, 1, 2)))
    app.run()
    assert workshop.workshop_id in app.warning[0].value
    labelled(app.toggle, "Change").set_value(True).run()
    titles = [box for box in app.text_input if box.label.startswith("Title")]
    titles[-1].set_value("Renamed").run()
    press(app, "Save")
    assert not app.exception
    assert store.workshop(workshop.workshop_id).title == "Renamed"
    assert store.workshop(workshop.workshop_id).legend == workshop.legend
