"""``/docs`` shows every route and asks no other host for anything."""

from __future__ import annotations

import re

from tests.api import Api
from ui.api.manual import page


def test_every_route_is_in_it_and_nothing_comes_from_elsewhere(api: Api):
    response = api.client.get("/docs")
    paths = api.client.get("/openapi.json").json()["paths"]
    assert all(f"<code>{path}</code>" in response.text for path in paths)
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", response.text)
    assert "<script" not in response.text


def test_what_a_schema_says_is_only_text():
    schema = {
        "info": {"title": "<b>t</b>", "version": "1", "description": "<script>x</script>"},
        "paths": {"/<i>": {"get": {"description": "<u>", "responses": {"200": {}}}}},
        "components": {"schemas": {"A": {"description": "<s>", "type": "string"}}},
    }
    text = page(schema)
    assert "<script" not in text and "<u>" not in text and "<s>" not in text
    assert "&lt;b&gt;t&lt;/b&gt;" in text and "/&lt;i&gt;" in text
