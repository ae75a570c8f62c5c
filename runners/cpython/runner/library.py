"""Small changes to modules of the standard library that assume a machine around them."""

import _thread
import _threading_local
import concurrent.futures
import dbm
import dbm.dumb
import multiprocessing
import multiprocessing.context
import multiprocessing.process
import os
import queue
import shutil
import socket
import subprocess
import threading
import timeit

from .clock import CLOCK
from .linux_errors import error

#: What one pass of a timed statement is said to take, in nanoseconds.
_PASS = 100


def _no_socket(*args, **kwargs):
    raise error("ENETUNREACH")


class _Socket(socket.socket):
    """A socket that cannot be made: there is no network."""

    __module__ = "socket"

    def __init__(self, *args, **kwargs):
        _no_socket()


_Socket.__name__ = _Socket.__qualname__ = "socket"


def _getaddrinfo(host, port, *args, **kwargs):
    raise socket.gaierror(-3, "Temporary failure in name resolution")


class _Popen(subprocess.Popen):
    """A process that cannot be started."""

    __module__ = "subprocess"

    def __init__(self, args, *rest, **options):
        raise PermissionError(1, "there are no other processes in the sandbox", _program(args))

    def __del__(self):
        pass


_Popen.__name__ = _Popen.__qualname__ = "Popen"


def _no_process(what):
    def refuse(*args, **kwargs):
        raise PermissionError(1, "there are no other processes in the sandbox")

    refuse.__name__ = refuse.__qualname__ = what
    return refuse


def _program(args):
    return args if isinstance(args, (str, bytes)) or not args else args[0]


def _timed(timer, number=timeit.default_number):
    """Times a statement: it runs, and is said to take a tenth of a microsecond a pass."""
    timer.inner(range(number).__iter__(), timer.timer)
    if timer.timer is not timeit.default_timer:
        return timer.plain(number)
    CLOCK.spend(number * _PASS)
    return number * _PASS / 1e9


def install():
    """Makes the changes."""
    # The one in C would block the real thread.
    queue.SimpleQueue = queue._PySimpleQueue
    # The one in C tells threads apart by the real thread.
    threading.local = _thread._local = _threading_local.local
    dbm._defaultmod, dbm._names = dbm.dumb, ["dbm.dumb"]
    dbm._modules["dbm.dumb"] = dbm.dumb
    shutil._use_fd_functions = False
    shutil._HAS_FCOPYFILE = shutil._USE_CP_SENDFILE = shutil._USE_CP_COPY_FILE_RANGE = False
    socket.socket = socket.SocketType = _Socket
    socket.getaddrinfo = socket.gethostbyname = socket.gethostbyname_ex = _getaddrinfo
    socket.socketpair = _no_socket
    subprocess.Popen = _Popen
    for name in ("system", "fork", "execv", "execve", "posix_spawn", "spawnv", "popen"):
        setattr(os, name, _no_process(name))
    multiprocessing.process.BaseProcess.start = _no_process("start")
    multiprocessing.context.BaseContext.Pool = multiprocessing.Pool = _no_process("Pool")
    concurrent.futures.ProcessPoolExecutor = _no_process("ProcessPoolExecutor")
    timeit.Timer.plain = timeit.Timer.timeit
    timeit.Timer.timeit = _timed
