"""Structured logs: one JSON object a line on stderr. No question and no answer is in them."""

from __future__ import annotations

import datetime as dt
import json
import logging
import sys

_FIELDS = ("trace_id", "status", "reason", "channel", "milliseconds")


class JsonLines(logging.Formatter):
    """A record as one line of JSON, with what ``extra`` says of a trace."""

    def format(self, record: logging.LogRecord) -> str:
        """See ``logging``."""
        moment = dt.datetime.fromtimestamp(record.created, dt.UTC)
        line = {
            "time": moment.isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= {name: getattr(record, name) for name in _FIELDS if hasattr(record, name)}
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def set_up(level: int = logging.INFO) -> None:
    """Log everything of ``level`` and above that way; libraries from warnings on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for ours in ("assistant", "ingest", "ui", "uvicorn"):
        logging.getLogger(ours).setLevel(level)
