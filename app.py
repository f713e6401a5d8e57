"""Entry of the app: serves the page on the index, which is brought up to date before or meanwhile.

python app.py [--host 127.0.0.1] [--port 7860] [--mcp] [--unprotected]
"""

from __future__ import annotations

import argparse
import os
import sys

from ingest.console import run, warn
from ingest.errors import SettingsError
from ingest.settings import read_settings, whole_number


def main(argv: list[str] | None = None, program: str = "python app.py") -> int:
    return run(lambda: _parser(program), argv)


def _parser(program: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=program, description="The policy assistant's page.")
    parser.add_argument("--host", default=os.environ.get("WPS_HOST") or "127.0.0.1")
    parser.add_argument("--port", default=os.environ.get("WPS_PORT") or "7860")
    parser.add_argument("--mcp", action="store_true", help="also serve MCP tools: ask, show, check, quiz")
    parser.add_argument(
        "--unprotected",
        action="store_true",
        help="let everybody who reaches the address ask, without signing in",
    )
    parser.set_defaults(run=_serve)
    return parser


def _serve(args: argparse.Namespace) -> None:
    from assistant.workplace.passwords import Passwords
    from assistant.workplace.port import check_port
    from assistant.workplace.workplace_settings import check_address, read_workplace_settings
    from ingest.offline import pass_proxies_by

    own = read_workplace_settings()
    host = args.host.strip("[]")
    passwords = Passwords(own.auth_file, warn) if own.auth_file else None
    check_address(host, passwords is not None, args.unprotected)
    port = whole_number({"WPS_PORT": args.port}, "WPS_PORT", default=7860, low=1, high=65535)
    check_port(host, port)
    pass_proxies_by(os.environ, host)
    from ingest.index.opening import usable_though_out_of_date
    from ingest.index.pipeline import ensure_index

    settings = read_settings()
    reason = usable_though_out_of_date(settings)
    if not reason:
        ensure_index(settings)
    from assistant.assistant import Assistant
    from assistant.ui import build_app, serve
    from assistant.ui.renewal import Renewal
    from assistant.ui.shared import SharedState

    shared = SharedState(Assistant.open(settings, warn), settings, own)
    page = build_app(shared)
    Renewal(shared, settings).start(reason)
    try:
        serve(page, shared, host, port, passwords, args.mcp)
    except OSError as error:
        check_port(host, port)  # says why, if it was taken meanwhile
        raise SettingsError(f"the page cannot be served at {host}:{port} ({error})") from error


if __name__ == "__main__":
    sys.exit(main())
