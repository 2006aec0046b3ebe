"""Asking within a conversation: follow-ups completed, turns kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from assistant.conversations import Bounds, Conversation, Conversations
from assistant.domain import Outcome, Question
from assistant.events import Done, Event
from assistant.journal import Asker
from assistant.settings import Settings
from assistant.thread import Understanding
from ui.answering import Answering
from ui.service import Service, told_as_asked

NEW = "new"  # the conversation that a first question names


def bounds_of(settings: Settings) -> Bounds:
    """How much is kept."""
    return Bounds(
        turns=settings.conversation_turns,
        age=dt.timedelta(hours=settings.conversation_hours),
        each=settings.conversations_per_key,
    )


class Conversing:
    """Turns of conversations, asked through ``Answering`` so that each is recorded as any other.

    ``owner`` is whose conversation it must be. Raises ``NotFound`` for one that isn't there, and
    ``QuestionError`` for a question that can't be asked; then nothing is kept.
    """

    def __init__(
        self,
        answering: Answering,
        service: Service,
        conversations: Conversations,
        now: Callable[[], dt.datetime],
    ) -> None:
        self._answering = answering
        self._service = service
        self._conversations = conversations
        self._now = now

    def ask(
        self, question: Question, asker: Asker, conversation: str, owner: str
    ) -> tuple[Outcome, str]:
        """The outcome of a turn, and the conversation's id (``NEW`` begins one)."""
        understanding, identity = self._understood(question, conversation, owner)
        outcome = self._answering.ask(understanding.question, asker)
        return self._kept(question, understanding, outcome, identity, owner), identity

    def events(
        self, question: Question, asker: Asker, conversation: str, owner: str
    ) -> Iterator[tuple[Event, str]]:
        """The same as it happens, each event with the conversation's id.

        The turn is kept before the last event is given out.
        """
        understanding, identity = self._understood(question, conversation, owner)
        for event in self._answering.events(understanding.question, asker):
            if isinstance(event, Done):
                kept = self._kept(question, understanding, event.outcome, identity, owner)
                event = Done(outcome=kept)
            yield event, identity

    def read(self, conversation: str, owner: str) -> Conversation:
        """A conversation with its turns."""
        return self._conversations.read(conversation, owner, self._now())

    def delete(self, conversation: str, owner: str) -> None:
        """Remove a conversation."""
        self._conversations.delete(conversation, owner, self._now())

    def _understood(
        self, question: Question, conversation: str, owner: str
    ) -> tuple[Understanding, str]:
        thread = None
        if conversation != NEW:
            thread = self._conversations.thread(conversation, owner, self._now())
        understanding = self._service.understand(question, thread)
        if conversation == NEW:
            conversation = self._conversations.begin(owner, self._now())
        return understanding, conversation

    def _kept(
        self,
        question: Question,
        understanding: Understanding,
        outcome: Outcome,
        identity: str,
        owner: str,
    ) -> Outcome:
        told = told_as_asked(outcome, question, understanding)
        self._conversations.add(identity, owner, question.text, understanding, told, self._now())
        return told
