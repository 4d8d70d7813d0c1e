"""The one way in which a local run says that it could not do its part."""


class LocalRunError(Exception):
    """An error shown as one sentence, without a stack trace."""
