"""Debian's nginx for the tests: finds it, and serves a folder with a given configuration."""

import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def find() -> str | None:
    """The path of nginx on this machine, also where only administrators have its folder on their path."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/usr/local/sbin")


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextmanager
def serve(config: str, port: int, prefix: Path) -> Iterator[str]:
    """Runs nginx with `config` (what an administrator writes to conf.d) as the current user; gives its address.

    `config` listens on `port`. All that nginx writes goes below `prefix`.
    """
    nginx = find()
    assert nginx, "run `make test`, which installs nginx"
    prefix.mkdir()
    (prefix / "handbook.conf").write_text(config, "utf-8")
    (prefix / "nginx.conf").write_text(_around(nginx, prefix), "utf-8")
    command = [nginx, "-p", str(prefix), "-c", str(prefix / "nginx.conf"), "-e", "error.log"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as server:
        try:
            _wait_for(port, server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def _around(nginx: str, prefix: Path) -> str:
    """The rest of nginx's configuration, as a package has it, with every path below the prefix."""
    built = subprocess.run([nginx, "-V"], capture_output=True, text=True, check=True).stderr
    (conf,) = (part for part in built.split() if part.startswith("--conf-path="))
    types = Path(conf.partition("=")[2]).with_name("mime.types")
    user = f"user {pwd.getpwuid(os.geteuid()).pw_name};" if os.geteuid() == 0 else ""
    kinds = ("client_body", "fastcgi", "proxy", "scgi", "uwsgi")
    temporary = " ".join(f"{kind}_temp_path {prefix / kind};" for kind in kinds)
    return f"""{user} daemon off; pid {prefix / "pid"}; worker_processes 1;
events {{ }}
http {{
  include {types}; default_type application/octet-stream; access_log off; {temporary}
  include {prefix / "handbook.conf"};
}}
"""


def _wait_for(port: int, server: subprocess.Popen[str]) -> None:
    for _ in range(250):
        assert server.poll() is None, server.stderr.read()
        with socket.socket() as attempt:
            if attempt.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise AssertionError("nginx does not answer")
