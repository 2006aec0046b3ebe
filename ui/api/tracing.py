"""Traces by OpenTelemetry, for those who collect them: where they go is set by OTEL_… variables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import FastAPI

from assistant.errors import SettingsError

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import SpanProcessor

_UNTRACED = "healthz,readyz,metrics"


def install(app: FastAPI, processor: SpanProcessor | None = None) -> None:
    """Trace every request; ``processor`` takes the spans, by default to an OTLP endpoint.

    Spans name routes and times, never a question. Raises ``SettingsError`` without the packages.
    """
    try:
        from opentelemetry.instrumentation.fastapi import FastAPIInstrumentor
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
    except ImportError as error:
        raise SettingsError(
            f"FAZHI_TRACING is on, and {error.name!r} is not installed.",
            hint="Install fazhi[otel], or unset FAZHI_TRACING.",
        ) from error
    provider = TracerProvider(resource=Resource.create({"service.name": "fazhi"}))
    provider.add_span_processor(processor or _to_collector())
    FastAPIInstrumentor.instrument_app(
        app, tracer_provider=provider, excluded_urls=_UNTRACED, exclude_spans=["receive", "send"]
    )


def _to_collector() -> SpanProcessor:
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    return BatchSpanProcessor(OTLPSpanExporter())
