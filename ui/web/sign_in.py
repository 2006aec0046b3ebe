"""Signing in with a key, and out again."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from ui.api.access import tried
from ui.api.limits import wait_of
from ui.api.problems import Problem
from ui.api.sessions import hand_out, of_our_pages, take_back, word_of
from ui.api.state import StateDep
from ui.web.templates import render
from ui.web.texts import Tongue, texts

router = APIRouter(include_in_schema=False)
_STAFF = "/staff/"
_POLICY = "default-src 'self'; frame-ancestors 'none'; form-action 'self'; base-uri 'none'"


@router.get("/sign-in")
def form(next: str = _STAFF, lang: Tongue = "zh") -> HTMLResponse:
    """The form."""
    return _form(next, lang)


@router.post("/sign-in")
def sign_in(
    request: Request,
    state: StateDep,
    key: Annotated[str, Form(max_length=300)],
    next: Annotated[str, Form(max_length=300)] = _STAFF,
    lang: Annotated[Tongue, Form()] = "zh",
) -> Response:
    """Open a session for a valid key and go on to ``next``, a path of this service."""
    _refuse_foreign(request)
    try:
        found = tried(key.strip(), request)
    except Problem as problem:
        return _form(next, lang, wait=wait_of(problem))
    if found is None:
        return _form(next, lang, wrong=True)
    response = RedirectResponse(_inside(next), 303)
    hand_out(response, state.sessions.open(key.strip()), secure=request.url.scheme == "https")
    return response


@router.post("/sign-out")
def sign_out(request: Request, state: StateDep) -> Response:
    """End the session."""
    _refuse_foreign(request)
    word = word_of(request)
    if word is not None:
        state.sessions.close(word)
    response = RedirectResponse("/", 303)
    take_back(response)
    return response


def _form(next: str, lang: Tongue, *, wrong: bool = False, wait: int = 0) -> HTMLResponse:
    """The form; ``wait``: seconds, after too many wrong keys from the address."""
    t = texts(lang)
    told = t["too_many_keys"].format(wait) if wait else t["wrong_key"] if wrong else ""
    page = render("sign_in.html", t=t, lang=lang, next=_inside(next), told=told)
    headers = {"Content-Security-Policy": _POLICY, "Cache-Control": "no-store"}
    if wait:
        headers["Retry-After"] = str(wait)
    return HTMLResponse(page, 429 if wait else 401 if wrong else 200, headers=headers)


def _inside(path: str) -> str:
    """The path, if it can't lead to another host."""
    safe = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if safe else _STAFF


def _refuse_foreign(request: Request) -> None:
    if not of_our_pages(request):
        raise Problem(403, "This comes from a page of another site.", hint="Use our own page.")
