"""Follow-ups: a question that leans on the one before is completed from it, without an LLM.

A follow-up takes over the slots that it does not name: years, places, what is asked about, what is
asked of it. A complete question takes over nothing. What comes out is a question that stands alone,
in the asker's language, and is shown as what was understood.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from assistant.cues import cues_of
from assistant.domain import Question
from assistant.errors import QuestionError
from assistant.thread import Thread, Understanding, begun
from assistant.turn import FollowUp, Read

_ASIDE = ("small_talk", "corpus")


def understand(question: Question, earlier: Iterable[str], read: Read) -> Understanding:
    """The last question of a dialogue, after ``earlier`` ones as they were asked, oldest first.

    Earlier ones that could not be asked are passed over. Raises ``QuestionError`` for the question.
    """
    thread: Thread | None = None
    for text in earlier:
        try:
            thread = follow(replace(question, text=text, language=None), thread, read).thread
        except QuestionError:
            continue
    return follow(question, thread, read)


def follow(question: Question, thread: Thread | None, read: Read) -> Understanding:
    """A question after the thread so far. Raises ``QuestionError`` for one that can't be asked."""
    whole = read(question)
    cues = cues_of(whole.question)
    aside = whole.refusal or whole.intent in _ASIDE
    if aside or thread is None:
        after = thread if aside else begun(question, whole, thread)
        return Understanding(question=question, thread=after)
    return FollowUp(question, whole, cues, thread, read).understood()
