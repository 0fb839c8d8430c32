"""How much memory another process holds, for systems that let no process limit itself.

Linux keeps the limit that the reader sets itself (`worker.limit`). macOS and Windows do not: there
whoever started the reader looks at it, and ends it.
"""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

PS: Final = ("/bin/ps", "-o", "rss=", "-p")
PS_SECONDS: Final = 5
_KILOBYTE: Final = 1 << 10
_MEGABYTE: Final = 1 << 20


def of_ps(pid: int) -> float:
    """As `ps` says, which macOS and the BSDs have."""
    done = subprocess.run(  # noqa: S603 - a program of the system, and a number
        [*PS, str(pid)], capture_output=True, timeout=PS_SECONDS, check=True
    )
    return int(done.stdout) * _KILOBYTE / _MEGABYTE


def of_proc(pid: int) -> float:
    """As the kernel of Linux says."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    return int(status.partition("VmRSS:")[2].split()[0]) * _KILOBYTE / _MEGABYTE


_OF_SYSTEM: Callable[[int], float] = of_ps
if sys.platform == "linux":
    _OF_SYSTEM = of_proc
if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _MAY_ASK: Final = 0x1000  # PROCESS_QUERY_LIMITED_INFORMATION

    class _Counters(ctypes.Structure):
        """PROCESS_MEMORY_COUNTERS: https://learn.microsoft.com/windows/win32/api/psapi/."""

        _fields_ = (
            ("size", wintypes.DWORD),
            ("faults", wintypes.DWORD),
            *((f"other_{n}", ctypes.c_size_t) for n in range(6)),
            ("committed", ctypes.c_size_t),  # PagefileUsage: what only this process holds
            ("most_committed", ctypes.c_size_t),
        )

    def _of_windows(pid: int) -> float:
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.OpenProcess.restype = wintypes.HANDLE
        kernel.K32GetProcessMemoryInfo.argtypes = (
            *(wintypes.HANDLE, ctypes.POINTER(_Counters), wintypes.DWORD),
        )
        kernel.CloseHandle.argtypes = (wintypes.HANDLE,)
        process = kernel.OpenProcess(_MAY_ASK, False, pid)  # noqa: FBT003 - of Windows
        if not process:
            return 0.0
        counters = _Counters(size=ctypes.sizeof(_Counters))
        known = kernel.K32GetProcessMemoryInfo(process, ctypes.byref(counters), counters.size)
        kernel.CloseHandle(process)
        return counters.committed / _MEGABYTE if known else 0.0

    _OF_SYSTEM = _of_windows


def resident_mb(pid: int) -> float:
    """Megabytes that a process holds; 0 where it has ended or nobody can say."""
    try:
        return _OF_SYSTEM(pid)
    except (OSError, ValueError, IndexError, subprocess.SubprocessError):
        return 0.0
