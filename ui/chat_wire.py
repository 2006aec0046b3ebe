"""The wire of OpenAI's chat completions, as far as an assistant that answers questions needs it.

Requests may hold more than is named here (temperature, seed …): clients send what they like, and
what has no meaning for answers out of documents is not an error. Answers hold one field of our own,
``fazhi``: the outcome as ``/v1/ask`` gives it.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool

from ui.schemas import HAS_WORDS, Wire, WireFilters, WireOutcome

MODEL = "fazhi"
_WORDS: dict[str, Any] = {"type": "string", "pattern": HAS_WORDS}
_PART: dict[str, Any] = {"properties": {"text": _WORDS}, "required": ["text"]}
# What one of the messages must be: of the user, in words.
_QUESTION: dict[str, Any] = {
    "properties": {
        "role": {"const": "user"},
        "content": {"anyOf": [_WORDS, {"type": "array", "contains": _PART}]},
    },
    "required": ["role", "content"],
}


class ChatPart(BaseModel):
    """A part of a message; only text can be read."""

    model_config = ConfigDict(extra="allow", frozen=True)

    type: Literal["text", "input_text", "output_text", "refusal"]
    text: str | None = None


class ChatMessage(BaseModel):
    """A turn of the conversation."""

    model_config = ConfigDict(extra="allow", frozen=True)

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[ChatPart] | None = None

    @property
    def text(self) -> str:
        """Its words, parts run together."""
        if isinstance(self.content, str):
            return self.content
        return "\n".join(part.text for part in self.content or () if part.text)


class StreamOptions(BaseModel):
    """What a stream tells beside the text."""

    model_config = ConfigDict(extra="allow", frozen=True)

    include_usage: StrictBool = False


class ChatRequest(BaseModel):
    """A conversation. The question is the last message of the user that has words."""

    model_config = ConfigDict(
        extra="allow",
        frozen=True,
        json_schema_extra={
            "example": {
                "model": MODEL,
                "messages": [{"role": "user", "content": "光山县2023年受理行政复议多少件？"}],
                "stream": False,
            }
        },
    )

    model: str
    messages: Annotated[
        list[ChatMessage],
        Field(min_length=1, max_length=200, json_schema_extra={"contains": _QUESTION}),
    ]
    stream: StrictBool | None = None
    stream_options: StreamOptions | None = None
    n: Annotated[int, Field(ge=1, le=1)] | None = None
    fazhi: Annotated[
        WireFilters, Field(description='The asker\'s filters: extra_body={"fazhi": …}.')
    ] = WireFilters()


class UrlCitation(Wire):
    """Where a mark [n] of the text stands (``start_index`` to before ``end_index``) and its source.

    The rest is ours: the quote is the document's text from ``start`` to ``end``.
    """

    start_index: int
    end_index: int
    title: str
    url: str
    n: int
    quote: str
    document_id: str
    version: int
    start: int
    end: int


class Annotation(Wire):
    """A citation, in the shape that OpenAI's clients know."""

    type: Literal["url_citation"] = "url_citation"
    url_citation: UrlCitation


class ReplyMessage(Wire):
    """The assistant's turn."""

    role: Literal["assistant"] = "assistant"
    content: str
    refusal: None = None
    annotations: list[Annotation]


class Choice(Wire):
    """The one choice that there is."""

    index: Literal[0] = 0
    message: ReplyMessage
    finish_reason: Literal["stop"] = "stop"
    logprobs: None = None


class Usage(Wire):
    """For clients that want it: answers out of documents are not counted in tokens."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    total_tokens: int = 0


class ChatCompletion(Wire):
    """An answer."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int
    model: str = MODEL
    choices: list[Choice]
    usage: Usage
    fazhi: WireOutcome


class Model(Wire):
    """A model; there is one."""

    id: str
    object: Literal["model"] = "model"
    created: int
    owned_by: Literal["fazhi"] = "fazhi"


class Models(Wire):
    """All models."""

    object: Literal["list"] = "list"
    data: list[Model]


class ChatError(Wire):
    """What went wrong, in OpenAI's words."""

    message: str
    type: str
    param: str | None = None
    code: str | None = None


class ChatFailure(Wire):
    """OpenAI's one shape of every error."""

    error: ChatError


class ChunkChoice(Wire):
    """A piece of the one choice."""

    index: Literal[0] = 0
    delta: dict[str, Any]
    finish_reason: Literal["stop"] | None = None
    logprobs: None = None
