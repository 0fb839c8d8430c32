"""The command line: one verb a task, over the same functions as the browser app.

Errors go to standard error, one line of what and one of how to mend it. Exit 0: done; 1: the data
was refused; 2: something was asked for that does not exist.
"""

from profiles.cli.main import main

__all__ = ["main"]
