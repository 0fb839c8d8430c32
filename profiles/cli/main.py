"""The entry point: the commands, and the one place that turns an error into two lines."""

import errno
import logging
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import typer

from mapping.errors import ToolError, UsageError
from mapping.i18n import Translator
from profiles.cli import (
    app_server,
    book,
    check,
    doctor,
    editions,
    gaps,
    join,
    kit,
    maps,
    mask,
    measures,
    packs,
    profile_files,
    protect,
    workshop,
    workshop_staff,
    zonal,
)
from profiles.garbage import look_rarely

EXIT_REFUSED: Final = 1
EXIT_USAGE: Final = 2
EXIT_INTERRUPTED: Final = 130

app = typer.Typer(
    name="lmp",
    help="Local migration profiles and community maps.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help: rich takes a third of a second to load
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command, function in (
    ("app", app_server.app),
    ("book", book.book),
    ("compare", editions.compare),
    ("doctor", doctor.doctor),
    ("packs", packs.packs),
    ("check", check.check),
    ("join", join.join),
    ("map", maps.draw_map),
    ("kit", kit.kit),
    ("mask", mask.mask),
    ("measures", measures.measures),
    ("estimate", measures.estimate),
    ("gaps", gaps.gaps),
    ("profile", profile_files.profile),
    ("profiles", profile_files.profiles),
    ("protect", protect.protect),
    ("verify", profile_files.verify),
    ("zonal", zonal.zonal),
):
    app.command(command)(function)
workshop.app.command()(workshop_staff.role)
workshop.app.command()(workshop_staff.audit)
app.add_typer(workshop.app, name="workshop")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; no traceback ever reaches a reader.

    Args:
        arguments: Words after the command's name; those of the process if nothing is given.
    """
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    look_rarely()
    try:
        return _run(sys.argv[1:] if arguments is None else list(arguments))
    except ToolError as error:
        translator = Translator()
        _say(error.what(translator), error.how(translator))
        return EXIT_USAGE if isinstance(error, UsageError) else EXIT_REFUSED
    except KeyboardInterrupt:
        _say("Stopped.", "Files are written whole or not at all, so nothing is half done.")
        return EXIT_INTERRUPTED
    except Exception as error:  # a bug: the reader gets one line, the log gets it all
        if _reader_has_gone(error):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
        if os.environ.get("LMP_DEBUG") == "1":
            raise
        _say(
            f"Something went wrong inside lmp: {type(error).__name__}.",
            f"The details are in {_logged(error)}; LMP_DEBUG=1 shows them here.",
        )
        return EXIT_REFUSED


def _reader_has_gone(error: Exception, platform: str = sys.platform) -> bool:
    """Whether nobody takes our output any more, as after `| head`; Windows says it another way."""
    if platform == "win32" and isinstance(error, OSError) and error.errno == errno.EINVAL:
        return error.filename is None
    return isinstance(error, BrokenPipeError)


def _run(arguments: list[str]) -> int:
    command = typer.main.get_command(app)
    try:
        found = command.main(arguments, prog_name="lmp", standalone_mode=False)
    except typer.TyperException as error:  # unknown options, missing values
        _say(*_usage_lines(error))
        return EXIT_USAGE
    return found if isinstance(found, int) else 0


def _usage_lines(error: Exception) -> tuple[str, str]:
    what = error.format_message() if hasattr(error, "format_message") else str(error)
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "lmp"
    if what.startswith("Usage:"):  # nothing was said after a group's name: its help, line by line
        return what, f"{path} COMMAND --help says more of each."
    known = getattr(getattr(context, "command", None), "commands", None)
    there_is = f" There is: {', '.join(known)}." if known else ""
    return " ".join(
        what.split()
    ) or "Missing command.", f"{path} --help says what can be given.{there_is}"


def _say(what: str, how: str) -> None:
    sys.stderr.write(f"{what}\n{how}\n")


def _logged(error: Exception) -> Path:
    """Write the traceback where it can be found, and say where."""
    descriptor, name = tempfile.mkstemp(prefix="lmp-", suffix=".log")
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        handler = logging.StreamHandler(file)
        handler.emit(
            logging.LogRecord(
                "lmp",
                logging.ERROR,
                __file__,
                0,
                "%s",
                (" ".join(sys.argv),),
                (type(error), error, error.__traceback__),
            )
        )
    return Path(name)
