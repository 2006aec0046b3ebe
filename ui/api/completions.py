"""OpenAI-compatible: ``GET /v1/models`` and ``POST /v1/chat/completions``, for clients as they are.

Errors have OpenAI's shape here, so that such clients raise what they should.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Coroutine, Iterator, Mapping
from typing import Any

from fastapi import APIRouter, Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from assistant.errors import FazhiError
from ui.api.access import AskDep
from ui.api.problems import Problem, WireProblem, problem_of, unexpected
from ui.api.sse import EVENT, Named, stream
from ui.api.state import StateDep
from ui.chat import chunks, completion
from ui.chat_wire import (
    MODEL,
    ChatCompletion,
    ChatError,
    ChatFailure,
    ChatRequest,
    Model,
    Models,
)
from ui.schemas import WireQuestion

_TYPES = {
    400: "invalid_request_error",
    401: "authentication_error",
    403: "permission_error",
    404: "invalid_request_error",
    413: "invalid_request_error",
    429: "rate_limit_error",
}
_BORN = 1_717_200_000  # when the model was made, as clients want to know: no more than a constant


class ChatRoute(APIRoute):
    """A route whose errors have OpenAI's shape."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """See ``APIRoute``."""
        handle = super().get_route_handler()

        async def told(request: Request) -> Response:
            try:
                return await handle(request)
            except Problem as error:
                return _failed(error.wire(), error.headers)
            except FazhiError as error:
                return _failed(problem_of(error))
            except RequestValidationError as error:
                return _invalid(error)
            except HTTPException:
                raise
            except Exception as error:  # noqa: BLE001 — told in the shape that the client knows
                return _failed(unexpected(error))

        return told


router = APIRouter(
    prefix="/v1",
    tags=["openai"],
    route_class=ChatRoute,
    responses={
        400: {"model": ChatFailure},
        401: {"model": ChatFailure},
        403: {"model": ChatFailure},
        "default": {"model": ChatFailure, "description": "OpenAI's error shape"},
    },
)


@router.get("/models")
def list_models(_caller: AskDep) -> Models:
    """The models: one, which answers out of the documents."""
    return Models(data=[Model(id=MODEL, created=_BORN)])


@router.get("/models/{model}", responses={404: {"model": ChatFailure}})
def get_model(model: str, _caller: AskDep) -> Model:
    """A model by its name."""
    _known(model)
    return Model(id=MODEL, created=_BORN)


@router.post(
    "/chat/completions",
    response_model=ChatCompletion,
    responses={
        200: {
            "description": "The answer; its chunks as events where ``stream`` is true.",
            "content": {"text/event-stream": {"schema": EVENT}},
        },
        404: {"model": ChatFailure},
    },
)
async def complete(
    asked: ChatRequest, request: Request, state: StateDep, caller: AskDep
) -> Response:
    """Answer the user's last turn that has words, a follow-up completed from those before.

    Citations stand as [n] in the text and, with their
    quotes, in the message's ``annotations``; ``fazhi`` is the outcome as ``/v1/ask`` gives it.

    ``usage`` is nought: what a language model read and wrote, if one is set up, stands in
    ``/metrics``.
    """
    _known(asked.model)
    *earlier, last = _turns(asked)
    question = WireQuestion(question=last, **asked.fazhi.model_dump()).to_question(caller.audience)
    base, asker = str(request.base_url), caller.asker("openai")
    if asked.stream:
        options = asked.stream_options
        told = chunks(
            state.answering.events(question, asker, earlier),
            base,
            usage=options is not None and options.include_usage,
        )
        return await stream(_named(told), written=_line)
    outcome = await run_in_threadpool(state.answering.ask, question, asker, earlier)
    return JSONResponse(completion(outcome, base).model_dump(mode="json"))


def _named(told: Iterator[dict[str, Any]]) -> Iterator[Named]:
    for one in told:
        yield "chunk", one
    yield "end", None


def _line(name: str, value: Any) -> str:
    """An event as OpenAI's clients read it: data alone, and [DONE] at the end."""
    if name == "end":
        return "data: [DONE]\n\n"
    if name == "error":
        value = _failure(WireProblem.model_validate(value)).model_dump(mode="json")
    return f"data: {json.dumps(value, ensure_ascii=False)}\n\n"


def _known(model: str) -> None:
    if model != MODEL:
        raise Problem(
            404,
            f"There is no model {model!r}; there is {MODEL!r}.",
            code="model_not_found",
            hint=f"Ask for the model {MODEL!r}.",
        )


def _turns(asked: ChatRequest) -> list[str]:
    """What the user said, oldest first. Raises ``Problem`` (400) if there is nothing to answer."""
    said = [one.text for one in asked.messages if one.role == "user"]
    turns = [text for text in said if any(map(str.isalnum, text))]
    if not turns:
        raise Problem(
            400,
            "No message of the role 'user' has words.",
            code="invalid",
            hint="Send the question as a message of the role 'user'.",
        )
    return turns


def _failure(problem: WireProblem) -> ChatFailure:
    return ChatFailure(
        error=ChatError(
            message=f"{problem.detail} {problem.hint}".strip(),
            type=_TYPES.get(problem.status, _other_type(problem.status)),
            code=problem.code,
        )
    )


def _other_type(status: int) -> str:
    return "server_error" if status >= 500 else "invalid_request_error"


def _failed(problem: WireProblem, headers: Mapping[str, str] | None = None) -> Response:
    status = 400 if problem.status == 422 else problem.status
    return JSONResponse(
        _failure(problem).model_dump(mode="json"), status, headers=dict(headers or {})
    )


def _invalid(error: RequestValidationError) -> Response:
    found = error.errors()[0]
    param = ".".join(str(part) for part in found["loc"][1:]) or None
    message = f"{param or 'body'}: {found['msg']}"
    told = ChatError(message=message, type="invalid_request_error", param=param, code="invalid")
    return JSONResponse(ChatFailure(error=told).model_dump(mode="json"), 400)
