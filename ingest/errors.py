"""Errors an operator can fix.

    PolicyAssistantError
    ├── SettingsError   an environment variable or option that makes no sense
    ├── CorpusError     manifest, unreadable PDF, numbering hole, failed download
    ├── StoreError      index missing, stale, busy or unreachable
    ├── ModelError      weights missing, checksum wrong; a language model that does not answer
    ├── QuestionError   question empty, too long or not text
    ├── GoldError       a file of gold questions that cannot be used
    ├── DraftError      a person's own text that cannot be checked
    └── LimitError      a visitor who asks too much at once

Every message says what, where, and what to do next, on one line. Refusals,
rejected citations and measures that do not apply are data and never raised.
Only ``__main__`` modules and ``app.py`` catch the base class.
"""


class PolicyAssistantError(Exception):
    """Base of every error whose message is meant for the person at the keyboard."""


class SettingsError(PolicyAssistantError):
    """A setting is malformed; the message names it."""


class CorpusError(PolicyAssistantError):
    """A document or the manifest cannot be used; the message names the file."""


class StoreError(PolicyAssistantError):
    """The index is missing, stale, busy or out of reach."""


class ModelError(PolicyAssistantError):
    """A model is missing, is not the one that was promised, or does not answer."""


class QuestionError(PolicyAssistantError):
    """The question cannot be asked as it stands."""


class GoldError(PolicyAssistantError):
    """A gold file is malformed; the message names row and field."""


class DraftError(PolicyAssistantError):
    """A draft cannot be read or is too long; the message names the file."""


class LimitError(PolicyAssistantError):
    """A visitor has sent more requests than are allowed; the message and ``seconds`` say how long to
    wait.
    """

    def __init__(self, message: str, seconds: int) -> None:
        super().__init__(message)
        self.seconds = seconds
