"""The only door to LLM integrations: a model on a server, named by ``WPS_LLM``, that streams text.

    ollama:MODEL@URL         an Ollama server
    openai-like:MODEL@URL    vLLM, llama.cpp, LM Studio or any other that speaks OpenAI's chat protocol

Behind it stands llama-index's `LLM`, so any other of its models can be handed to `LanguageModel`.
"""

from __future__ import annotations

import ipaddress
import re
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx

from ingest.errors import ModelError, SettingsError
from ingest.settings import Settings

if TYPE_CHECKING:
    from llama_index.core.base.llms.types import ChatMessage, ChatResponse
    from llama_index.core.llms import LLM

WAIT_SECONDS = 120.0  # for the next piece of a reply; a model on a CPU reads a prompt for long
WHOLE_SECONDS = 300.0  # for a whole reply
REPLY_TOKENS = 700
CONTEXT_TOKENS = 8192
SEED = 20241
REFUSED = (400, 422)  # the server does not know an option
_SPEC = re.compile(r"(?P<kind>ollama|openai-like):(?P<model>[^\s@]+)@(?P<url>https?://[^\s@]+)")

Json = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a model is served."""

    kind: str
    model: str
    url: str

    @property
    def outside(self) -> str:
        """The server's address if what is sent to it leaves this machine, else empty."""
        host = urlsplit(self.url).hostname or ""
        try:
            local = host == "localhost" or ipaddress.ip_address(host).is_loopback
        except ValueError:
            local = False
        return "" if local else f"{urlsplit(self.url).scheme}://{urlsplit(self.url).netloc}"


@dataclass(frozen=True, slots=True)
class Message:
    """``role``: system, user or assistant."""

    role: str
    text: str


@dataclass(frozen=True, slots=True)
class Tokens:
    """As the server counts them; 0 where it does not say."""

    prompt: int = 0
    reply: int = 0

    def __add__(self, other: Tokens) -> Tokens:
        return Tokens(self.prompt + other.prompt, self.reply + other.reply)


def parse_place(spec: str) -> Place:
    """Raises `SettingsError` for anything but the two forms above."""
    match = _SPEC.fullmatch(spec)
    try:
        good = match is not None and bool(urlsplit(match["url"]).hostname)
    except ValueError:
        good = False
    if match is None or not good:
        shown = re.sub(r"//[^/@\s]*@", "//…@", spec)  # a password has no place here
        raise SettingsError(
            f"WPS_LLM={shown!r}: must read ollama:MODEL@URL or openai-like:MODEL@URL; "
            "a key goes into WPS_LLM_API_KEY"
        )
    return Place(match["kind"], match["model"], match["url"].rstrip("/"))


def model_of(settings: Settings) -> LanguageModel | None:
    """The model that the settings name, if any. Raises `SettingsError` for one that cannot be meant."""
    return open_model(parse_place(settings.llm), settings.llm_key) if settings.llm else None


def open_model(place: Place, key: str, wait_seconds: float = WAIT_SECONDS) -> LanguageModel:
    """Calls nobody yet. Raises `SettingsError` if the extra is not installed."""
    try:
        import_module(f"llama_index.llms.{place.kind.replace('-', '_')}")
    except ImportError as error:
        raise SettingsError(
            "WPS_LLM needs more packages; run `pip install -e '.[llm]'`, or unset WPS_LLM"
        ) from error
    ollama = place.kind == "ollama"
    opened = partial(_ollama if ollama else _openai_like, place, key, wait_seconds)
    options = _ollama_options if ollama else _openai_options
    return LanguageModel(opened, place.model, place.outside, options, key)


@contextmanager
def _ollama(place: Place, key: str, wait_seconds: float) -> Iterator[LLM]:
    from llama_index.llms.ollama import Ollama
    from ollama import Client

    client = Client(
        host=place.url, timeout=wait_seconds, follow_redirects=False, trust_env=bool(place.outside),
        headers={"Authorization": f"Bearer {key}"} if key else {},
    )  # fmt: skip
    with closing(client):
        yield Ollama(
            model=place.model, base_url=place.url, client=client, temperature=0.0,
            context_window=CONTEXT_TOKENS, is_function_calling_model=False,
            additional_kwargs={"num_predict": REPLY_TOKENS, "seed": SEED},
        )  # fmt: skip


@contextmanager
def _openai_like(place: Place, key: str, wait_seconds: float) -> Iterator[LLM]:
    from llama_index.llms.openai_like import OpenAILike

    base = place.url if urlsplit(place.url).path else f"{place.url}/v1"
    with httpx.Client(timeout=wait_seconds, trust_env=bool(place.outside)) as client:
        yield OpenAILike(
            model=place.model, api_base=base, api_key=key or "none", is_chat_model=True,
            context_window=CONTEXT_TOKENS, max_tokens=REPLY_TOKENS, temperature=0.0, max_retries=0,
            timeout=wait_seconds, http_client=client,
        )  # fmt: skip


def _no_options(schema: Json) -> tuple[Json, ...]:
    return ({},)


def _ollama_options(schema: Json) -> tuple[Json, ...]:
    return ({"format": schema}, {})


def _openai_options(schema: Json) -> tuple[Json, ...]:
    form = {
        "type": "json_schema",
        "json_schema": {"name": "draft", "schema": schema, "strict": True},
    }
    usage = {"seed": SEED, "stream_options": {"include_usage": True}}
    return ({"response_format": form, **usage}, usage, {})


class LanguageModel:
    """A chat model. ``name`` is shown; ``outside`` names the server that text is sent to if it is
    another machine, else it is empty. Safe to share between threads.
    """

    def __init__(
        self, opened: Callable[[], AbstractContextManager[LLM]], name: str, outside: str = "",
        options: Callable[[Json], tuple[Json, ...]] = _no_options, key: str = "",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        """``opened``: a connection, which is closed with its reply, so that a server whose reader leaves
        stops too; ``options``: for a JSON schema, ways to ask the server for it, the strictest first."""
        self.name = name
        self.outside = outside
        self._opened, self._options, self._key, self._clock = opened, options, key, clock

    def stream(
        self, messages: Sequence[Message], schema: Json
    ) -> Generator[str | Tokens, None, None]:
        """Pieces of the reply as they come, then what it took. Closing the iterator stops the server.

        Raises `ModelError` if the server is out of reach, refuses, is too slow or breaks off.
        """
        ways = self._options(schema)
        for way in ways:
            try:
                yield from self._stream(messages, way)
                return
            except Exception as error:  # every client raises errors of its own
                if way is ways[-1] or _status(error) not in REFUSED:
                    raise ModelError(self._why(error)) from error

    def _stream(self, messages: Sequence[Message], way: Json) -> Iterator[str | Tokens]:
        from llama_index.core.base.llms.types import ChatMessage

        chat = [ChatMessage(role=m.role, content=m.text) for m in messages]
        until = self._clock() + WHOLE_SECONDS
        tokens, ended = Tokens(), True
        with closing(self._pieces(chat, way)) as pieces:
            for piece in pieces:
                if piece.delta:
                    yield piece.delta
                tokens = _tokens(piece) or tokens
                ended = _ended(piece, ended)
                if self._clock() > until:
                    raise TimeoutError(f"no end after {WHOLE_SECONDS:.0f} seconds")
        if not ended:
            raise ConnectionError("the reply broke off in the middle")
        yield tokens

    def _pieces(
        self, chat: Sequence[ChatMessage], way: Json
    ) -> Generator[ChatResponse, None, None]:
        with self._opened() as llm:
            yield from llm.stream_chat(chat, **way)

    def _why(self, error: Exception) -> str:
        """One line without the key: what, where, what next."""
        where = f"the language model {self.name}"
        chain = [error, error.__cause__, error.__context__]
        text = " ".join(str(error).split())
        text = text.replace(self._key, "…") if self._key else text
        match _status(error):
            case 401 | 403:
                return f"{where} refuses the key; set the right one in WPS_LLM_API_KEY"
            case 404:
                return f"{where} is not known to its server; check WPS_LLM ({text[:120]})"
            case 429:
                return f"{where} is asked too much at the moment (rate limit); wait and ask again"
        if any(isinstance(e, TimeoutError | httpx.TimeoutException) for e in chain):
            return (
                f"{where} was too slow ({text[:80] or 'time-out'}); use a smaller or nearer model"
            )
        return (
            f"{where} did not answer ({text[:160] or type(error).__name__}); is its server running?"
        )


def _status(error: Exception) -> int:
    """HTTP status of a refusal, 0 if the error is another."""
    status = getattr(error, "status_code", 0)
    return status if isinstance(status, int) else 0


def _tokens(piece: ChatResponse) -> Tokens | None:
    raw = piece.raw
    usage = raw.get("usage") if isinstance(raw, dict) else getattr(raw, "usage", None)
    if not usage:
        return None
    counts = usage if isinstance(usage, dict) else vars(usage)
    return Tokens(int(counts.get("prompt_tokens") or 0), int(counts.get("completion_tokens") or 0))


def _ended(piece: ChatResponse, before: bool) -> bool:
    """Whether the server has said that it is done; models without a server need not say it."""
    raw = piece.raw
    if isinstance(raw, dict) and "done" in raw:
        return bool(raw["done"])
    choices = getattr(raw, "choices", None)
    return before if not choices else getattr(choices[0], "finish_reason", None) is not None
