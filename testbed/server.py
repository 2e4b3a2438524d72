# SPDX-License-Identifier: Apache-2.0
"""What the servers of the test bed have in common: a locked directory, a port, a process, a start that is whole or nothing."""
import contextlib
import fcntl
import os
import random
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

STOP_SECONDS = 15


def perform(args):
    """Run the chosen command; a signal ends it with an exception, which runs what cleans up."""
    for number in signal.SIGTERM, signal.SIGHUP:
        signal.signal(number, lambda number, _: sys.exit(128 + number))
    try:
        args.action(args)
    except KeyboardInterrupt:
        sys.exit(130)


@contextlib.contextmanager
def locked(home):
    """Hold the lock of this directory, which `down --wipe` of somebody else may delete while we wait for it."""
    while True:
        home.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileNotFoundError):
            lock = open(home / ".lock", "w")
            fcntl.flock(lock, fcntl.LOCK_EX)
            if os.path.samestat(os.stat(home / ".lock"), os.fstat(lock.fileno())):
                break
            lock.close()
    with lock:
        yield


def bound(port):
    """A socket on this port, or on a free one: it keeps others off the port until the server listens there itself."""
    # A free port comes from below Linux's range for outgoing connections: no stranger has it when this server comes back.
    for candidate in [port] if port else random.sample(range(20000, 32000), 100):
        each = socket.socket()
        # Shared with connections of the last server that linger; a new port is shared with nobody but the server.
        each.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1 if port else 0)
        try:
            each.bind(("127.0.0.1", candidate))
            each.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            return each
        except OSError:
            each.close()
    sys.exit(f"Port {port} on 127.0.0.1 is not free." if port else "No free port found on 127.0.0.1.")


class Server:
    """A Python program that serves, known by its module and its configuration file."""

    def __init__(self, name, module, config, log):
        self.name, self.module, self.config, self.log = name, module, config, log
        self.child, self.log_start = None, 0

    def pid(self):
        """The process that has both on its command line: a recorded pid could be another's by now."""
        for entry in Path("/proc").glob("[0-9]*/cmdline"):
            with contextlib.suppress(OSError):
                words = entry.read_bytes().split(b"\0")
                if os.fsencode(self.module) in words and os.fsencode(self.config) in words:
                    return int(entry.parent.name)
        return None

    def start(self, python, *arguments, **options):
        with open(self.log, "ab") as output:
            self.log_start = output.tell()
            self.child = subprocess.Popen([python, "-I", "-m", self.module, "-c", self.config, *arguments], **options,
                                          stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True)

    @contextlib.contextmanager
    def whole(self, sockets):
        """No half server stays behind if anything fails in here, nor the sockets that reserved its ports."""
        try:
            yield
        except BaseException:
            if self.child:
                self.child.kill()
                self.child.wait()
            self.end(signal.SIGKILL)
            raise
        finally:
            for each in sockets:
                each.close()

    def wait(self, urls, seconds, certificate=None):
        """Return the process as soon as it answers at all its URLs."""
        begin = time.monotonic()
        # The command line of a process is empty for a moment when it begins: ask our own child another way.
        pid = self.child.pid if self.child else self.pid()
        alive = (lambda: self.child.poll() is None) if self.child else (lambda: self.pid() == pid)
        for url in urls:
            handlers = [urllib.request.ProxyHandler({})]
            if url.startswith("https"):
                handlers.append(urllib.request.HTTPSHandler(context=ssl.create_default_context(cafile=certificate)))
            while True:
                lives = alive()
                try:
                    urllib.request.build_opener(*handlers).open(url + "/_matrix/client/versions", timeout=5).close()
                    break
                except OSError as error:
                    said = f" ({error.read(300).decode(errors='replace')})" if isinstance(error, urllib.error.HTTPError) else ""
                    if not lives or time.monotonic() > begin + seconds:
                        with open(self.log, "rb") as lines:
                            lines.seek(self.log_start)
                            text = lines.read().decode(errors="replace").splitlines()[-40:]
                        reason = f"does not answer at {url}: {error}{said}" if lives else "ended"
                        sys.exit("\n".join([*text, f"{self.name} {reason}. Above is the end of {self.log}"]))
                    time.sleep(0.1)
        print(f"{self.name} answers after {time.monotonic() - begin:.1f} s: {' '.join(urls)}", file=sys.stderr)
        return pid

    def end(self, number):
        """Stop the process, by force if it takes too long."""
        begin = time.monotonic()
        while (pid := self.pid()) is not None:
            with contextlib.suppress(ProcessLookupError):
                if number:
                    print(f"Stopping {self.name}, process {pid}", file=sys.stderr)
                    os.kill(pid, number)
                    number = None
                elif time.monotonic() > begin + STOP_SECONDS:
                    os.kill(pid, signal.SIGKILL)
            time.sleep(0.05)

    def down(self, kill, wipe):
        home = self.config.parent
        if not self.config.exists():
            print(f"No {self.name} was ever started in {home}", file=sys.stderr)
            return
        with locked(home):
            self.end(signal.SIGKILL if kill else signal.SIGTERM)
            if wipe:
                for entry in [each for each in home.iterdir() if each.name != ".lock"]:
                    shutil.rmtree(entry) if entry.is_dir() and not entry.is_symlink() else entry.unlink()
                (home / ".lock").unlink()
                with contextlib.suppress(OSError):      # somebody is about to start a new one
                    home.rmdir()
