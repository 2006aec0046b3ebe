"""A language model at an OpenAI-compatible endpoint. The only module that imports its client.

Whatever goes wrong there becomes a ``WriterError`` here; neither the key nor what the endpoint
says of it gets into a message.
"""

from __future__ import annotations

import importlib
import ipaddress
import ssl
import time
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from assistant.breaker import Breaker, GuardedWriter
from assistant.deadline import within
from assistant.errors import SettingsError, WriterError
from assistant.settings import Settings
from assistant.usage import Call, Usage
from assistant.writer import Prompt, Style, Writer

_CONNECT = 5.0  # seconds to reach the endpoint
_CHARACTERS = 4  # a token is hardly ever longer: an endpoint that heeds no limit is cut off
# What the client raises over a body that is JSON but no chunk, or no JSON at all.
_GARBLED = (ValueError, TypeError, AttributeError, LookupError)
_KEYLESS = "none"  # the client insists on a key, local servers on none


def writer_of(settings: Settings, usage: Usage) -> Writer | None:
    """The writer that the settings name, behind a breaker; ``None`` where they name none.

    Raises ``SettingsError`` where the endpoint or the model's name is missing.
    """
    if settings.llm_base_url is None and settings.llm_model is None:
        return None
    if settings.llm_base_url is None or settings.llm_model is None:
        missing = "FAZHI_LLM_MODEL" if settings.llm_model is None else "FAZHI_LLM_BASE_URL"
        raise SettingsError(
            f"{missing} is not set, but a language model needs both an endpoint and a name.",
            hint=f"Set {missing}, or unset the other to do without a model.",
        )
    return GuardedWriter(OpenAIWriter(settings, usage), Breaker())


class OpenAIWriter:
    """See ``Writer``. The client, slow to import, is imported as soon as one is made."""

    def __init__(self, settings: Settings, usage: Usage) -> None:
        self._settings = settings
        self._usage = usage
        self.name = settings.llm_model or ""
        self.style: Style = settings.llm_style
        importlib.import_module("langchain_openai")  # no question's time is spent on it

    def write(self, prompt: Prompt, *, seconds: float) -> Iterator[str]:
        """See ``Writer``."""
        import httpx

        client = httpx.Client(
            verify=self._trusted,
            trust_env=not _is_near(self._settings.llm_base_url or ""),
            timeout=httpx.Timeout(seconds, connect=min(_CONNECT, seconds)),
        )
        count = _Count()
        begun = time.monotonic()
        outcome = "left"
        try:
            pieces = within(
                lambda: self._pieces(prompt, client, count), seconds, lambda: _closed(client)
            )
            yield from pieces
            if not count.characters:
                raise WriterError("The language model wrote nothing.", code="llm_empty")
            outcome = "ok"
        except WriterError as error:
            outcome = error.code
            raise
        finally:
            self._usage.called(
                Call(
                    outcome=outcome,
                    read=count.read,
                    written=count.written or count.pieces,
                    seconds=time.monotonic() - begun,
                )
            )

    def _pieces(self, prompt: Prompt, client: Any, count: _Count) -> Iterator[str]:
        most = self._settings.llm_max_tokens * _CHARACTERS
        try:
            for piece in self._streamed(prompt, client, count):
                count.pieces += 1
                count.characters += len(piece)
                yield piece
                if count.characters >= most:
                    return
        except Exception as error:  # noqa: BLE001 - translated, whatever the client raises
            raise self._translated(error) from None

    def _streamed(self, prompt: Prompt, client: Any, count: _Count) -> Iterator[str]:
        chosen = self._chosen(client)
        stop = list(prompt.stop) or None
        if self.style == "completion":
            from langchain_openai import OpenAI

            text = f"{prompt.rules}\n\n{prompt.task}" if prompt.rules else prompt.task
            yield from filter(None, OpenAI(**chosen).stream(text, stop=stop))
            return
        from langchain_openai import ChatOpenAI

        model = ChatOpenAI(**chosen, stream_usage=True)
        messages = [("system", prompt.rules), ("human", prompt.task)]
        for chunk in model.stream(messages, stop=stop):
            used = getattr(chunk, "usage_metadata", None)
            if used:
                count.read += used.get("input_tokens", 0)
                count.written += used.get("output_tokens", 0)
            text = str(chunk.text)
            if text:
                yield text

    def _chosen(self, client: Any) -> dict[str, Any]:
        key = self._settings.llm_api_key
        return {
            "base_url": self._settings.llm_base_url,
            "model": self._settings.llm_model,
            "api_key": key.get_secret_value() if key is not None else _KEYLESS,
            "temperature": 0,
            "max_tokens": self._settings.llm_max_tokens,
            "max_retries": 0,
            "http_client": client,
        }

    @cached_property
    def _trusted(self) -> ssl.SSLContext:
        return ssl.create_default_context()

    def _translated(self, error: Exception) -> WriterError:
        """The client's error as ours; of its words only its kind and status are kept."""
        import httpx
        import openai

        if isinstance(error, WriterError):
            return error
        if isinstance(error, openai.APITimeoutError | httpx.TimeoutException):
            return _error("did not answer in time", "llm_timeout")
        if isinstance(error, openai.APIStatusError):
            return _by_status(error.status_code)
        if isinstance(error, openai.APIConnectionError | httpx.TransportError | httpx.StreamError):
            return _error(f"could not be reached ({type(error).__name__})", "llm_unreachable")
        if type(error) is ValueError and "No generation chunks" in str(error):
            return WriterError("The language model wrote nothing.", code="llm_empty")
        if isinstance(error, (openai.APIError, *_GARBLED)):
            return _error(f"sent what can't be read ({type(error).__name__})", "llm_garbled")
        return _error(f"failed ({type(error).__name__})", "llm_failed")


class _Count:
    """What one call has sent so far."""

    def __init__(self) -> None:
        self.read = self.written = self.pieces = self.characters = 0


def _by_status(status: int) -> WriterError:
    if status == 429:
        return _error("has too many requests (429)", "llm_limited")
    if status in (408, 504):
        return _error(f"did not answer in time ({status})", "llm_timeout")
    if status < 500:
        return _error(
            f"refused the request ({status})",
            "llm_refused",
            hint="Check FAZHI_LLM_BASE_URL, FAZHI_LLM_MODEL and FAZHI_LLM_API_KEY.",
        )
    return _error(f"failed ({status})", "llm_failed")


def _error(what: str, code: str, hint: str = "") -> WriterError:
    return WriterError(f"The language model's endpoint {what}.", hint=hint, code=code)


def _closed(client: Any) -> None:
    close: Callable[[], None] = client.close
    close()


def _is_near(url: str) -> bool:
    """Whether an endpoint is on this machine, where no proxy has any business."""
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
