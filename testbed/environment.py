# SPDX-License-Identifier: Apache-2.0
"""The Python environments of the test bed, each with exactly the versions of its requirements file.

Each is installed once per machine, into what its variable says or else below ~/.cache/camel-matrix. The file PATH.lock beside it
keeps two installations apart and records what was installed; it is written last, so an interrupted one starts afresh.
"""
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

# What is in it, its requirements file, the variable with its path. They are apart because both need a matrix-nio of their own.
ENVIRONMENTS = {
    "testbed": ("Synapse and matrix-nio", "requirements.txt", "MATRIX_TESTBED_VENV"),
    "pantalaimon": ("pantalaimon", "requirements-pantalaimon.txt", "MATRIX_TESTBED_PANTALAIMON_VENV"),
}


def install(name="testbed"):
    """Return the Python of this environment, made first if it is missing, unfinished or out of date."""
    if sys.version_info < (3, 10):
        sys.exit("The test bed needs Python 3.10 or newer.")
    content, file, variable = ENVIRONMENTS[name]
    requirements = Path(__file__).resolve().parent / file
    digest = hashlib.sha256(requirements.read_bytes()).hexdigest()[:12]
    home = os.environ.get(variable) or f"~/.cache/camel-matrix/{name}-{digest}"
    home = Path(home).expanduser().absolute()
    python = home / "bin/python"
    home.parent.mkdir(parents=True, exist_ok=True)
    with open(f"{home}.lock", "a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.seek(0)
        record = lock.read()
        # The interpreter is part of the record: an environment does not survive an upgrade from Python 3.11 to 3.12.
        if not python.exists() or record != f"{digest} {python.resolve()}":
            if not record and home.exists() and any(home.iterdir()):
                sys.exit(f"{home} is not empty and not an environment of this test bed; it stays as it is.")
            create(home, python, lock, content, requirements)
            write(lock, f"{digest} {python.resolve()}")
    return python


def create(home, python, lock, content, requirements):
    try:
        import ensurepip  # noqa: F401  Debian keeps it in a package of its own
        import venv  # noqa: F401
    except ImportError:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        sys.exit(f"{sys.executable} cannot make a virtual environment: install the Debian package python{version}-venv.")
    print(f"Installing {content} into {home}", file=sys.stderr)
    begin = time.monotonic()
    write(lock, "unfinished")
    shutil.rmtree(home, ignore_errors=True)
    for command in (
        [sys.executable, "-m", "venv", home],
        [python, "-I", "-m", "pip", "install", "-q", "--no-input", "--disable-pip-version-check",
         "--no-deps", "-r", requirements],
    ):
        # The commands inherit the lock: should this process be killed, nobody else begins before they have ended.
        if subprocess.run(command, stdout=sys.stderr, pass_fds=[lock.fileno()]).returncode:
            sys.exit(f"The environment could not be installed: {' '.join(map(str, command))}")
    print(f"Installed in {time.monotonic() - begin:.0f} s", file=sys.stderr)


def write(lock, text):
    lock.seek(0)
    lock.truncate()
    lock.write(text)
    lock.flush()


def enter():
    """Go on under the Python of the environment with matrix-nio: start the running script again if another Python started it."""
    python = install()
    if Path(sys.prefix).resolve() != python.parent.parent.resolve():
        os.execv(python, [python, *sys.argv])
