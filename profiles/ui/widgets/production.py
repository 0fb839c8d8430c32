"""Which profiles to make, and the runs that make them or have made them."""

import datetime

import streamlit as st

from mapping.errors import DataError
from mapping.i18n import Translator, available_languages, own_name
from mapping.places import AdminLevel
from mapping.ui.context import Context
from mapping.ui.errors import shown_errors
from profiles.outline.sections import OUTLINE
from profiles.pack import Pack
from profiles.report.files import FORMATS
from profiles.report.names import MIMES, file_stem
from profiles.report.productions import (
    ARCHIVE,
    FILES,
    RECIPE,
    Production,
    go_on,
    index_address,
    pause,
    productions,
)
from profiles.report.progress import State
from profiles.report.recipe import Recipe, read_recipe
from profiles.ui import cache
from profiles.ui.widgets.profile_files import format_label

_EVERY_S = 2.0
_MINUTE_S = 60
_MOST_SHOWN = 12


def pick_recipe(context: Context, pack: Pack, level: AdminLevel) -> Recipe | None:
    """What to make; None as long as no language or format is chosen."""
    translator = context.translator
    text = translator.text
    places = {str(place.place_code): place for place in pack.gazetteer.at_level(level)}
    titles = {section.id: text(section.title) for section in OUTLINE}
    chosen = st.multiselect(
        text("Places"),
        list(places),
        key=f"produce_places_{pack.iso3}_{level}",
        format_func=lambda code: places[code].name_in(translator.language),
        placeholder=text("All of them"),
    )
    languages, formats = _pick_kinds(translator)
    sections = st.multiselect(
        text("Sections"),
        list(titles),
        key="produce_sections",
        format_func=titles.__getitem__,
        placeholder=text("All of them"),
    )
    book = st.checkbox(text("A book of them all as one PDF"), key="produce_book")
    earlier = _pick_earlier(context, pack, level)
    if not (languages and formats):
        return None
    _say_how_many(len(chosen or places) * len(languages), len(formats), translator)
    asked: dict[str, object] = {"places": chosen, "sections": sections, "since": earlier}
    return Recipe.model_validate(
        {
            "pack": pack.iso3,
            "level": level.value,
            "languages": languages,
            "formats": formats,
            "book": book,
            **{key: names for key, names in asked.items() if names},
        }
    )


def _pick_earlier(context: Context, pack: Pack, level: AdminLevel) -> str:
    """An earlier run of the same level that made JSON, as a recipe names it; nothing: none."""
    text = context.translator.text
    wanted = f"-{pack.iso3}-{level}".lower()
    found = [
        production.name
        for production in productions(context.settings)
        if wanted in production.name and any((production.folder / FILES).glob("*.json"))
    ]
    chosen = st.selectbox(
        text("Tell what changed since"),
        ["", *found],
        key=f"produce_since_{pack.iso3}_{level}",
        format_func=lambda name: name or text("None"),
    )
    return f"../{chosen}/{FILES}" if chosen else ""


def offer_gaps(context: Context, pack: Pack, level: AdminLevel) -> None:
    """The report of what is missing where, to be sent to those who could publish it."""

    def make() -> bytes:
        from profiles.report.gaps import build_gaps, gap_file  # when it is asked for

        today = datetime.datetime.now(tz=datetime.UTC).date()
        places = pack.gazetteer.at_level(level)
        language = context.translator.language
        brand = cache.brand(context.settings)
        publisher = brand.organisation or context.settings.named_publisher
        report = build_gaps(pack, places, language=language, publisher=publisher, today=today)
        return gap_file(report, "xlsx")

    st.download_button(
        context.translator.text("What is missing where, for the statistics office"),
        make,
        file_name=f"{file_stem(pack.iso3, level, 'gaps')}.xlsx",
        mime=MIMES["xlsx"],
        on_click="ignore",
        icon=":material/download:",
        key="gaps_xlsx",
    )


def _say_how_many(profiles: int, formats: int, translator: Translator) -> None:
    st.text(
        translator.plural(
            "{count} profile in {files} files",
            "{count} profiles in {files} files",
            profiles,
            files=translator.number(profiles * formats),
        )
    )


def _pick_kinds(translator: Translator) -> tuple[list[str], list[str]]:
    """Languages and formats."""
    language_column, format_column = st.columns(2)
    languages = language_column.multiselect(
        translator.text("Languages"),
        available_languages(),
        default=[translator.language],
        key="produce_languages",
        format_func=own_name,
    )
    formats = format_column.multiselect(
        translator.text("Formats"),
        FORMATS,
        default=["pdf", "docx"],
        key="produce_formats",
        format_func=lambda name: format_label(name, translator),
    )
    return languages, formats


def show_productions(context: Context) -> None:
    """Every run of the workspace; looks again by itself as long as one is at work."""
    running = any(production.is_running for production in productions(context.settings))

    @st.fragment(run_every=_EVERY_S if running else None)
    def show() -> None:
        found = productions(context.settings)
        with shown_errors(context.translator):
            for production in found[:_MOST_SHOWN]:
                _show(context, production)
        if running and not any(production.is_running for production in found):
            st.rerun()

    show()


def _show(context: Context, production: Production) -> None:
    text = context.translator.text
    progress = production.progress
    with st.container(border=True):
        words, button = st.columns([5, 1.4], vertical_alignment="center")
        with words:
            lines = (production.name, *_asked(production, context.translator))
            said = "\n".join(lines)
            st.text(said)
            share = progress.done / progress.total if progress.total else 0.0
            st.progress(share, text=_told(production, context.translator))
        with button:
            if production.is_running:
                if st.button(text("Pause"), key=f"pause_{production.name}", width="stretch"):
                    pause(production.folder)
            elif progress.state is State.STOPPED:
                if st.button(text("Go on"), key=f"go_on_{production.name}", width="stretch"):
                    go_on(context.settings, production.folder)
                    st.rerun()
            else:
                _links(context, production)
        for problem in progress.problems[:_MOST_SHOWN]:
            st.text(problem)


def _asked(production: Production, translator: Translator) -> tuple[str, ...]:
    """What a run makes: its languages and formats; nothing where its recipe cannot be read."""
    try:
        recipe = read_recipe(production.folder / RECIPE)
    except DataError:
        return ()
    languages = [own_name(code) for code in recipe.languages]
    formats = [format_label(name, translator) for name in recipe.formats]
    return (" \u00b7 ".join(", ".join(named) for named in (languages, formats) if named),)


def _links(context: Context, production: Production) -> None:
    text = context.translator.text
    root = f"productions/{production.name}"
    st.link_button(text("All files as ZIP"), f"{root}/{ARCHIVE}", width="stretch")
    st.link_button(text("List of the files"), index_address(production), width="stretch")
    st.link_button(text("Recipe, to make them again"), f"{root}/{RECIPE}", width="stretch")


def _told(production: Production, translator: Translator) -> str:
    """How far it is, in a sentence."""
    progress = production.progress
    counts = {
        "done": translator.number(progress.done),
        "total": translator.number(progress.total),
    }
    if progress.state is State.DONE:
        return translator.plural(
            "{count} profile is made.", "{count} profiles are made.", progress.total
        )
    if progress.state is State.STOPPED:
        return translator.text("Stopped: {done} of {total} profiles are made.", **counts)
    if not progress.total:
        return translator.text("The pack is being opened.")
    if progress.is_all_made:
        return translator.text("All profiles are made and are being put together.")
    left = progress.seconds_left()
    if left is None:
        return translator.text("{done} of {total} profiles are made.", **counts)
    minutes, seconds = divmod(round(left), _MINUTE_S)
    return translator.text(
        "{done} of {total} profiles are made; {minutes}:{seconds} minutes left.",
        minutes=minutes,
        seconds=f"{seconds:02}",
        **counts,
    )
