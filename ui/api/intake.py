"""Documents as staff change them: send files or addresses, replace, delete; each a job."""

from __future__ import annotations

import secrets
from typing import Annotated, Any

from fastapi import APIRouter, Request
from pydantic import Field
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.responses import JSONResponse, Response

from ui.api.access import StaffDep
from ui.api.documents import visible
from ui.api.jobs import WireJob, wire_job
from ui.api.problems import Problem, responses
from ui.api.state import State, StateDep
from ui.holdings import WireDocument, wire_document
from ui.jobs import Job
from ui.meta import parse_meta
from ui.schemas import Wire
from ui.uploads import Upload, clear, receive, safe_name

MOST_FILES = 500
# Blanks are written out: what \s means differs from one engine of patterns to the next.
_ADDRESS = (
    r"^[Hh][Tt][Tt][Pp][Ss]?://[^\x00-\x20\x7f-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f"
    r"\u3000\ufeff]+$"
)
WAIT = 3.0  # seconds that a deletion may take before it is answered as a job

router = APIRouter(
    prefix="/v1/documents",
    tags=["documents"],
    responses=responses(401, 403, 408, 413, 422, 429, 503, 507),
)


class WireAddresses(Wire):
    """Web addresses to be fetched; ``meta`` is said of every one of them."""

    urls: Annotated[
        list[Annotated[str, Field(max_length=2000, pattern=_ADDRESS)]],
        Field(min_length=1, max_length=100),
    ]
    meta: Annotated[
        dict[str, Annotated[str, Field(max_length=1000)]],
        Field(max_length=20, examples=[{"kind": "report"}]),
    ] = {}


def _form(several: bool) -> dict[str, Any]:
    file = {"type": "string", "format": "binary"}
    files = {"type": "array", "items": file, "minItems": 1, "maxItems": MOST_FILES}
    meta = {
        "type": "array",
        "items": {"type": "string", "pattern": "^[a-z]+=.*$"},
        "description": "key=value, said over what the text says: title, issuer, jurisdiction, "
        "kind, year, published, signed, adopted, source, url, note, audience.",
    }
    names = {"files": files, "meta": meta} if several else {"file": file, "meta": meta}
    first = "files" if several else "file"
    schema = {"type": "object", "properties": names, "required": [first]}
    return {
        "requestBody": {"required": True, "content": {"multipart/form-data": {"schema": schema}}}
    }


@router.post("", status_code=202, response_model=WireJob, openapi_extra=_form(several=True))
async def upload(request: Request, state: StateDep, _caller: StaffDep) -> Response:
    """Take in files, as a job: ``GET /v1/jobs/{id}`` tells how far it is (staff)."""
    async with request.form(max_files=MOST_FILES, max_fields=50) as form:
        meta = _meta(form)
        return await _taken(state, _files(form, "files"), meta)


@router.post("/urls", status_code=202, response_model=WireJob)
def fetch(addresses: WireAddresses, state: StateDep, _caller: StaffDep) -> Response:
    """Fetch and take in web addresses, as a job; private networks are not fetched from (staff)."""
    sources, meta = list(addresses.urls), dict(addresses.meta)
    job = state.jobs.submit("ingest", lambda advance: state.service.ingest(sources, meta, advance))
    return _accepted(job)


@router.put(
    "/{document}",
    status_code=202,
    response_model=WireJob,
    responses=responses(404),
    openapi_extra=_form(several=False),
)
async def replace(document: str, request: Request, state: StateDep, caller: StaffDep) -> Response:
    """Send a new state of a document, as a job; the old one stays as a version (staff)."""
    known = await run_in_threadpool(visible, document, state, caller)
    async with request.form(max_files=1, max_fields=50) as form:
        meta = _meta(form)
        return await _taken(state, _files(form, "file"), meta, known.id)


@router.delete(
    "/{document}",
    response_model=WireDocument,
    responses=responses(404) | {202: {"model": WireJob, "description": "It is still going on."}},
)
def delete(document: str, state: StateDep, caller: StaffDep) -> Response:
    """Remove a document with all its versions (staff). 202: others are before it; see the job."""
    known = visible(document, state, caller)
    job = state.jobs.submit("delete", lambda _advance: state.service.delete(known.id))
    if not job.wait(WAIT):
        return _accepted(job)
    if job.error is not None:
        raise job.error
    return JSONResponse(wire_document(known).model_dump(mode="json"))


async def _taken(
    state: State, files: list[UploadFile], meta: dict[str, str], document: str | None = None
) -> Response:
    """The job that takes in what was sent."""
    folder = state.uploads / secrets.token_hex(8)

    def keep() -> list[Upload]:
        limit = state.settings.max_file_bytes
        try:
            kept = [
                receive(one.file, folder, n, safe_name(one.filename or ""), limit)
                for n, one in enumerate(files)
            ]
        except BaseException:
            clear(folder)
            raise
        return [Upload(name=one.name, path=one.path, document=document) for one in kept]

    uploads = await run_in_threadpool(keep)

    def work(advance: Any) -> Any:
        try:
            return state.service.take_uploads(uploads, meta, advance)
        finally:
            clear(folder)

    try:
        return _accepted(state.jobs.submit("ingest", work))
    except BaseException:
        clear(folder)
        raise


def _files(form: FormData, name: str) -> list[UploadFile]:
    found = [one for one in form.getlist(name) if isinstance(one, UploadFile)]
    if not found:
        raise Problem(
            422,
            f"There is no file in the form's field {name!r}.",
            code="no_file",
            hint="Send multipart/form-data with a file in it.",
        )
    return found


def _meta(form: FormData) -> dict[str, str]:
    said = [one for one in form.getlist("meta") if isinstance(one, str)]
    return parse_meta(said, "meta")


def _accepted(job: Job) -> Response:
    return JSONResponse(
        wire_job(job).model_dump(mode="json"), 202, headers={"Location": f"/v1/jobs/{job.id}"}
    )
