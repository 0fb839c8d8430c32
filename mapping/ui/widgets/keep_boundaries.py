"""Boundaries that came through the door become a boundary set: what a person says of them."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import streamlit as st

from mapping.boundaries.own import (
    NOT_STATED,
    AboveColumns,
    OwnBoundaries,
    OwnColumns,
    OwnPack,
    build_own,
    keep_own,
)
from mapping.boundaries.own_guess import OwnGuess, guess_own
from mapping.boundaries.packs import FOLDER, read_boundary_catalogue
from mapping.i18n import N_
from mapping.places import AdminLevel
from mapping.ui.context import Context
from mapping.ui.errors import plain
from mapping.ui.widgets.intake_upload import Upload

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

UNITS: Final = {
    AdminLevel.ADM1: ("province", "provinces"),
    AdminLevel.ADM2: ("district", "districts"),
    AdminLevel.ADM3: ("municipality", "municipalities"),
}
ISO3: Final = re.compile(r"[A-Za-z]{3}")
VINTAGE: Final = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def keep_boundaries(
    frame: "GeoDataFrame",
    upload: Upload,
    after_keeping: Callable[[str], None],
    context: Context,
) -> None:
    """Ask what the polygons are, guesses prefilled, and keep them in the workspace."""
    text = context.translator.text
    st.subheader(text("Use as boundaries"))
    st.write(
        text(
            "Say what the polygons are. They become boundaries of a country in your workspace: on"
            " the map, for joining tables, and for every command."
        )
    )
    guess = guess_own(frame.drop(columns="geometry"), upload.name)
    key = f"keep_{upload.key}"
    with st.form(key):
        said = _said(guess, key, context)
        pressed = st.form_submit_button(text("Keep as boundaries"), type="primary")
    if pressed and (fault := _fault(said, context)):
        st.error(fault)
    elif pressed:
        with st.spinner(text("Checking the polygons and the levels above")):
            pack = _kept(frame, said, context)
            after_keeping(said.iso3)
        _tell(pack, said, context)


def _kept(frame: "GeoDataFrame", said: OwnBoundaries, context: Context) -> OwnPack:
    settings = context.settings
    catalogue = read_boundary_catalogue(settings.data_dir, settings.workspace_dir)
    pack = build_own(frame, said, catalogue, settings.workspace_dir / FOLDER)
    keep_own(pack, data_dir=settings.data_dir, workspace_dir=settings.workspace_dir)
    return pack


def _tell(pack: OwnPack, said: OwnBoundaries, context: Context) -> None:
    """What is kept, and what was done to it."""
    translator = context.translator
    kept = ", ".join(f"{one.entry.level}: {len(one.frame)}" for one in pack.sets)
    st.success(
        translator.text(
            "{country} is in your workspace ({kept} places). Join a table to it now, or open it"
            " on the map.",
            country=plain(said.country),
            kept=kept,
        )
    )
    for note in pack.notes:
        st.caption(f":material/info: {plain(note.text(translator))}")


def _fault(said: OwnBoundaries, context: Context) -> str | None:
    """What is missing or written in another way than it is read."""
    text = context.translator.text
    if not ISO3.fullmatch(said.iso3):
        return text("The country needs three letters, as in VUT.")
    if not said.country:
        return text("The country needs a name.")
    if not VINTAGE.fullmatch(said.vintage):
        return text("The date is a year, or a date as in 2021-11-25.")
    return None


def _said(guess: OwnGuess, form: str, context: Context) -> OwnBoundaries:
    text = context.translator.text
    first = st.columns([1, 2, 1, 1])
    iso3 = first[0].text_input(
        text("Three letters of the country"), guess.iso3, max_chars=3, key=f"{form}_iso3"
    )
    country = first[1].text_input(text("Name of the country"), guess.country, key=f"{form}_name")
    levels = [level.value for level in AdminLevel]
    level = AdminLevel(
        first[2].selectbox(text("Level"), levels, index=guess.level, key=f"{form}_level")
    )
    vintage = first[3].text_input(
        text("Boundaries as of"),
        guess.vintage,
        max_chars=10,
        placeholder="2021-11-25",
        key=f"{form}_vintage",
    )
    columns = _columns(guess, form, context)
    last = st.columns([1, 1, 2, 1])
    unit, units = UNITS.get(AdminLevel(f"ADM{guess.level}"), ("country", "countries"))
    unit = last[0].text_input(text("One unit is called"), unit, key=f"{form}_unit")
    units = last[1].text_input(text("Several are called"), units, key=f"{form}_units")
    source = last[2].text_input(text("Source"), key=f"{form}_source")
    licence = last[3].text_input(text("Licence"), key=f"{form}_licence")
    same_country = iso3.upper() == guess.iso3
    return OwnBoundaries(
        iso3=iso3.strip().upper(),
        country=country.strip(),
        country_code=guess.country_code if same_country else "",
        level=level,
        vintage=vintage.strip(),
        columns=columns,
        unit=unit.strip() or "area",
        units=units.strip() or "areas",
        source=source.strip() or NOT_STATED,
        licence=licence.strip() or NOT_STATED,
    )


def _columns(guess: OwnGuess, form: str, context: Context) -> OwnColumns:
    """Which columns hold what; the ones that were found come first."""
    text = context.translator.text
    found = guess.columns or OwnColumns(name=guess.choices[0])
    above = found.above[0] if found.above else AboveColumns()
    none = text(N_("(none)"))
    choices = [none, *guess.choices]

    def pick(label: str, chosen: str | None, key: str) -> str | None:
        index = choices.index(chosen) if chosen in choices else 0
        picked = st.selectbox(label, choices, index=index, key=f"{form}_{key}")
        return None if picked == none else picked

    left, right = st.columns(2)
    with left:
        name = pick(text("Column of names"), found.name, "column_name")
        code = pick(text("Column of codes"), found.code, "column_code")
    with right:
        parent = pick(text("Names of the level above"), above.name, "column_parent")
        parent_code = pick(text("Codes of the level above"), above.code, "column_parent_code")
    nearest = AboveColumns(code=parent_code, name=parent)
    return OwnColumns(
        name=name or found.name,
        code=code,
        names=found.names,
        above=(nearest, *found.above[1:]),
    )
