"""The base of every error that a person may read."""

from __future__ import annotations


class UnableTo(Exception):
    """An act that cannot be done, said in one sentence a user can act on.

    The message is Chinese, says what happened and what to do next, and holds nothing secret.
    Subclasses are named ``UnableTo…`` and sit beside what raises them.
    """

    @property
    def sentence(self) -> str:
        """The sentence for the screen."""
        return str(self.args[0]) if self.args else "操作没有完成，请稍后再试。"


class UnableToFind(UnableTo):
    """What was asked for does not exist, or is outside what the reader may see."""


class UnableToPermit(UnableTo):
    """The person may not do this in the post he acts in."""
