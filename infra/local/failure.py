"""The one way in which a local run says that it could not do its part."""


class LocalRunError(Exception):
    """A sentence for whoever typed the command; never a stack trace."""
