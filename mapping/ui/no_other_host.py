"""Nobody outside is asked for anything, not even where this machine is."""

from streamlit import net_util


def ask_no_other_host() -> None:
    """Keep Streamlit from asking a server on the internet for the address of this machine.

    It would wherever it listens on all addresses, as in a hall, and again whenever a page of
    another site tries to connect; without an address it refuses such a page at once.
    """
    net_util.get_external_ip = _nobody_said


def _nobody_said() -> None:
    return None
