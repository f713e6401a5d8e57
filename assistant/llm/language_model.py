"""The only door to LLM integrations: a model on a server, named by ``WPS_LLM``, that streams text.

    ollama:MODEL@URL         an Ollama server
    openai-like:MODEL@URL    vLLM, llama.cpp, LM Studio or any other that speaks OpenAI's chat protocol

Behind it stands llama-index's `LLM`, so any other of its models can be handed to `LanguageModel`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx

from assistant.llm.connection import BackgroundReader, Connections
from assistant.llm.endpoint import Endpoint, parse_endpoint, public
from ingest.errors import ModelError
from ingest.extra import needs
from ingest.settings import Settings

if TYPE_CHECKING:
    from llama_index.core.base.llms.types import ChatMessage, ChatResponse
    from llama_index.core.llms import LLM

WAIT_SECONDS = 120.0  # for the next piece of a reply; a model on a CPU reads a prompt for long
WHOLE_SECONDS = 300.0  # for an answer, a second try included
REPLY_TOKENS = 700
CONTEXT_TOKENS = 8192
SEED = 20241
REFUSED = (400, 422)  # the server does not know an option
Json = Mapping[str, object]


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


def model_of(settings: Settings) -> LanguageModel | None:
    """Return the model that the settings name; None if they name none. Raises `SettingsError` for a setting
    that is not an endpoint.
    """
    return open_model(parse_endpoint(settings.llm), settings.llm_key) if settings.llm else None


def open_model(
    place: Endpoint, key: str, wait_seconds: float = WAIT_SECONDS, reply_tokens: int = REPLY_TOKENS
) -> LanguageModel:
    """Make the model behind an endpoint; no server is called yet. ``wait_seconds``: for the next piece of a
    reply, ``reply_tokens``: the most that it may have. Raises `SettingsError` if the extra is not installed.
    """
    with needs("llm", "WPS_LLM"):
        import_module(f"llama_index.llms.{place.kind.replace('-', '_')}")
    ollama = place.kind == "ollama"
    return LanguageModel(
        partial(_ollama if ollama else _openai_like, place, key, reply_tokens),
        place.model,
        place.outside,
        _ollama_options if ollama else _openai_options,
        key,
        wait_seconds,
        served=True,
    )


@contextmanager
def _ollama(place: Endpoint, key: str, reply_tokens: int, line: Connections) -> Iterator[LLM]:
    from llama_index.llms.ollama import Ollama
    from ollama import Client

    client = Client(
        host=place.url,
        follow_redirects=False,
        trust_env=bool(place.outside),
        headers={"Authorization": f"Bearer {key}"} if key else {},
        event_hooks={"request": [line.prepare]},
    )
    with closing(client):
        yield Ollama(
            model=place.model,
            base_url=place.url,
            client=client,
            temperature=0.0,
            context_window=CONTEXT_TOKENS,
            is_function_calling_model=False,
            additional_kwargs={"num_predict": reply_tokens, "seed": SEED},
        )


@contextmanager
def _openai_like(place: Endpoint, key: str, reply_tokens: int, line: Connections) -> Iterator[LLM]:
    from llama_index.llms.openai_like import OpenAILike

    base = place.url if urlsplit(place.url).path else f"{place.url}/v1"
    hooks = {"request": [line.prepare]}
    with httpx.Client(trust_env=bool(place.outside), event_hooks=hooks) as client:
        yield OpenAILike(
            model=place.model,
            api_base=base,
            api_key=key or "none",
            is_chat_model=True,
            context_window=CONTEXT_TOKENS,
            max_tokens=reply_tokens,
            temperature=0.0,
            max_retries=0,
            http_client=client,
        )


def _no_options(schema: Json) -> tuple[Json, ...]:
    return ({},)


def _ollama_options(schema: Json) -> tuple[Json, ...]:
    return ({"format": schema}, {})


def _openai_options(schema: Json) -> tuple[Json, ...]:
    form = {"type": "json_schema", "json_schema": {"name": "draft", "schema": schema, "strict": True}}
    usage = {"seed": SEED, "stream_options": {"include_usage": True}}
    return ({"response_format": form, **usage}, usage, {})


class LanguageModel:
    """A chat model. ``name`` is shown; ``outside`` names the server that text is sent to if it is
    another machine, else it is empty. Safe to share between threads.
    """

    def __init__(
        self,
        opened: Callable[[Connections], AbstractContextManager[LLM]],
        name: str,
        outside: str = "",
        options: Callable[[Json], tuple[Json, ...]] = _no_options,
        key: str = "",
        wait_seconds: float = WAIT_SECONDS,
        served: bool = False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """``opened``: a connection, closed with its reply; ``options``: for a JSON schema, ways to ask the
        server for it, the strictest first; ``served``: a server must say that a reply is at its end.
        """
        self.name = name
        self.outside = outside
        self._opened, self._options, self._key, self._clock = opened, options, key, clock
        self._wait_seconds, self._served = wait_seconds, served

    def deadline(self) -> float:
        """Return the time, by the model's clock, at which an answer that is begun now must be done
        (`stream`).
        """
        return self._clock() + WHOLE_SECONDS

    def stream(
        self, messages: Sequence[Message], schema: Json, until: float
    ) -> Generator[str | Tokens | None, None, None]:
        """Yield pieces of the reply as they come, None now and then while nothing comes, and last the tokens
        it took. Closing the iterator hangs up at once.

        Raises `ModelError` if the server is out of reach, refuses, is too slow or breaks off.
        """
        line = Connections(self._wait_seconds)
        try:
            with closing(BackgroundReader(lambda: self._ways(messages, schema, line), line).run()) as pieces:
                for piece in pieces:
                    if self._clock() > until:
                        raise TimeoutError(f"no end after {WHOLE_SECONDS:.0f} seconds")
                    yield piece
        except Exception as error:  # every client raises errors of its own
            raise ModelError(self._why(error)) from error

    def _ways(self, messages: Sequence[Message], schema: Json, line: Connections) -> Iterator[str | Tokens]:
        ways = self._options(schema)
        for way in ways:
            try:
                yield from self._stream(messages, way, line)
                return
            except Exception as error:
                if way is ways[-1] or _status(error) not in REFUSED:
                    raise

    def _stream(self, messages: Sequence[Message], way: Json, line: Connections) -> Iterator[str | Tokens]:
        from llama_index.core.base.llms.types import ChatMessage

        chat = [ChatMessage(role=m.role, content=m.text) for m in messages]
        tokens, ended = Tokens(), not self._served
        with closing(self._pieces(chat, way, line)) as pieces:
            for piece in pieces:
                if piece.delta:
                    yield piece.delta
                tokens = _tokens(piece) or tokens
                ended = _ended(piece, ended)
        if not ended:
            raise ConnectionError("the reply broke off before its end")
        yield tokens

    def _pieces(
        self, chat: Sequence[ChatMessage], way: Json, line: Connections
    ) -> Generator[ChatResponse, None, None]:
        with self._opened(line) as llm:
            yield from llm.stream_chat(chat, **way)

    def _why(self, error: Exception) -> str:
        """One line without the key: what, where, what next."""
        where = f"the language model {self.name}"
        chain = [error, error.__cause__, error.__context__]
        text = public(str(error), self._key)
        match _status(error):
            case 401 | 403:
                return f"{where} refuses the key; set the right one in WPS_LLM_API_KEY"
            case 404:
                return f"{where} is not known to its server; check WPS_LLM ({text[:120]})"
            case 429:
                return f"{where} is asked too much at the moment (rate limit); wait and ask again"
        unreached = any(isinstance(e, httpx.ConnectTimeout) for e in chain)
        slow = any(isinstance(e, TimeoutError | httpx.TimeoutException) for e in chain)
        if slow and not unreached:
            return f"{where} was too slow ({text[:80] or 'time-out'}); use a smaller or nearer model"
        return f"{where} did not answer ({text[:160] or type(error).__name__}); is its server running?"


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
    """Tell whether the server has said that the reply is at its end; models without a server need not."""
    raw = piece.raw
    if isinstance(raw, dict) and "done" in raw:
        return bool(raw["done"])
    choices = getattr(raw, "choices", None)
    return before if not choices else getattr(choices[0], "finish_reason", None) is not None
