"""What a worker process may not do: outgrow its memory, outlive its time, reach the network, open files, start programs.

Resource limits hold everywhere. The filter of system calls (seccomp, written as the kernel's BPF programs are) holds on
Linux on x86-64 and ARM64; `confine` reports what it could not do, so that the service can say so.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import resource
import signal
import socket
import struct
import sys
import time
from pathlib import Path
from typing import Final

_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _PR_SET_CHILD_SUBREAPER, _FILTER = 1, 38, 22, 36, 2
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL, _ERROR = 0x7FFF0000, 0x80000000, 0x00050000
_NUMBER_OFFSET, _ARCHITECTURE_OFFSET, _FIRST_ARGUMENT_OFFSET = 0, 4, 16
_CLONE_THREAD: Final = 0x10000
_CLONE3: Final = 435
_X32_BIT: Final = 0x40000000
_processor_limit = 0

_X86_64: Final = {
    "network": (41, 42, 43, 49, 50, 53, 288, 46, 307, 425, 426, 427),
    # socket connect accept bind listen socketpair accept4 sendmsg sendmmsg io_uring_*
    "programs": (57, 58, 59, 322, 101, 310, 311, 272, 308, 298, 321),
    # fork vfork execve execveat ptrace process_vm_readv/writev unshare setns perf_event_open bpf
    "files": (2, 85, 257, 437, 82, 264, 316, 87, 263, 83, 258, 84, 86, 265, 88, 266, 90, 268, 304),
    # open creat openat openat2 rename* unlink* mkdir* rmdir link* symlink* chmod* open_by_handle_at
}
_ARM64: Final = {
    "network": (198, 203, 202, 200, 201, 199, 242, 211, 269, 425, 426, 427),
    "programs": (221, 281, 117, 270, 271, 97, 268, 241, 280),
    "files": (56, 437, 38, 276, 35, 34, 37, 36, 53, 265),
}
_MACHINES: Final = {"x86_64": (0xC000003E, 56, _X86_64), "aarch64": (0xC00000B7, 220, _ARM64)}
"""Name of the architecture in the kernel, number of `clone`, numbers of what is denied."""


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def confine(*, memory_mb: int, files: bool) -> dict[str, bool]:
    """Give up rights for good; `files` leaves the right to open files (the store on disk needs it).

    Returns which of memory, network, programs and files are now closed.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    held = {"memory": _limit_memory(memory_mb), "network": False, "programs": False, "files": False}
    if not files:
        resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))  # no new descriptor of any sort
        held["network"] = held["files"] = True
    groups = ("network", "programs") if files else ("network", "programs", "files")
    if _filter_calls(groups):
        held.update(dict.fromkeys(groups, True))
    return held


def reaches_network() -> bool:
    """The canary: whether this process could still make a socket."""
    try:
        socket.socket(socket.AF_INET, socket.SOCK_STREAM).close()
    except OSError:
        return False
    return True


def limit_processor(seconds: float | None) -> None:
    """Let this process use so many more seconds of processor time before the kernel ends it; None: as many as it likes."""
    global _processor_limit  # noqa: PLW0603 - one for the process, as the kernel's is
    wanted = 0.0 if seconds is None else time.process_time() + seconds + 2
    if seconds is not None and wanted - 1 <= _processor_limit <= wanted + 1:
        return  # a call to the kernel for each small query is too much
    _processor_limit = int(wanted)
    resource.setrlimit(resource.RLIMIT_CPU, (_processor_limit or resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def die_with_parent() -> None:
    """Ask the kernel to kill this process when the thread that made it ends; nothing where that is unknown."""
    if sys.platform == "linux":
        _library().prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)


def adopt_orphans() -> None:
    """Become the parent of processes below this one whose own parent ends; nothing where that is unknown."""
    if sys.platform == "linux":
        _library().prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def silence() -> None:
    """Send what dying engines print to nowhere; the broker tells how a worker ended."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)


def _limit_memory(memory_mb: int) -> bool:
    """Room beyond what is mapped now: a forked worker starts with the whole snapshot."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:
        return False
    limit = pages * resource.getpagesize() + memory_mb * (1 << 20)
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    return True


def _filter_calls(groups: tuple[str, ...]) -> bool:
    if sys.platform != "linux" or platform.machine() not in _MACHINES:
        return False
    architecture, clone, calls = _MACHINES[platform.machine()]
    code = _program(architecture, clone, [number for group in groups for number in calls[group]])
    buffer = ctypes.create_string_buffer(code, len(code))
    program = _Program(len(code) // 8, ctypes.addressof(buffer))
    library = _library()
    if library.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        return False
    return bool(library.prctl(_PR_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0) == 0)


def _program(architecture: int, clone: int, denied: list[int]) -> bytes:
    """Another architecture: kill. A denied call, or one by the x32 back door: "not permitted". `clone` may make threads
    but no processes; `clone3`, whose arguments cannot be seen from here, is not there. Else: allow.
    """
    refuse = _ERROR | errno.EPERM
    count = len(denied)
    steps = [
        (_LOAD, 0, 0, _ARCHITECTURE_OFFSET),
        (_EQUAL, 1, 0, architecture),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER_OFFSET),
        (_AT_LEAST, count + 6, 0, _X32_BIT),
        (_EQUAL, 0, 1, _CLONE3),
        (_RETURN, 0, 0, _ERROR | errno.ENOSYS),
        (_EQUAL, count + 1, 0, clone),
        *((_EQUAL, count - index + 2, 0, number) for index, number in enumerate(denied)),
        (_RETURN, 0, 0, _ALLOW),
        (_LOAD, 0, 0, _FIRST_ARGUMENT_OFFSET),
        (_ANY_BIT, 1, 0, _CLONE_THREAD),
        (_RETURN, 0, 0, refuse),
        (_RETURN, 0, 0, _ALLOW),
    ]
    return b"".join(struct.pack("=HBBI", *step) for step in steps)


def _library() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
