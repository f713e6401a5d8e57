"""The middleware that every request passes on its way in and out."""

from __future__ import annotations

from starlette.middleware import Middleware

from assistant.ui.access.headers import StayLocal
from assistant.ui.access.own_address import OwnAddress
from assistant.ui.access.proxies import Proxies
from assistant.ui.access.signin import SignIn
from assistant.ui.access.uploads import Uploads
from assistant.ui.frame import Frame
from assistant.ui.shared import SharedState
from assistant.workplace.passwords import Passwords
from assistant.workplace.workplace_settings import loopback


def middleware(shared: SharedState, host: str, passwords: Passwords | None) -> list[Middleware]:
    """Return the middleware in its order: proxies, headers, own address, sign-in, uploads. ``host``: the
    address that the server listens on.
    """
    own = shared.settings
    named = passwords is None and loopback(host)  # nothing but the name keeps others out
    return [
        Middleware(Proxies, trusted=own.proxies, url=own.url),
        Middleware(StayLocal, framed=Frame(shared, passwords is not None)),
        Middleware(OwnAddress, host=host, url=own.url, named=named),
        Middleware(SignIn, passwords=passwords, failed=shared.failed_sign_in),
        Middleware(Uploads, admit=shared.admit),
    ]
