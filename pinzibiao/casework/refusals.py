"""Why an act is refused: Chinese sentences that say what to do next."""


class Refused(Exception):
    """An act that the house does not allow. ``str()`` is the sentence for the person; ``problems`` lists details."""

    status_code = 409

    def __init__(self, message: str, problems: list[str] | None = None):
        super().__init__(message)
        self.problems = problems or []


class WrongDesk(Refused):
    """The right file at the wrong desk."""

    status_code = 403


class WrongStatus(Refused):
    """The case has moved on, or never came here."""


class Busy(Refused):
    """Somebody else is acting on the case at this moment."""


class NeedsComment(Refused):
    """The act asks for an opinion and none was given."""

    status_code = 422


class NotReady(Refused):
    """Something is missing; ``problems`` holds all of it at once."""

    status_code = 422
