"""Meta's language: webhooks, signatures, outgoing messages, error codes. Its words stay in this package.

signature      is this body really Meta's
webhook        one POST taken apart, without judging it
message        one citizen's message, typed
status         what became of our messages, typed
account        what Meta says about the account, the number, the templates and marketing preferences
template_list  the account's templates as Meta lists them
outgoing       what we can send, and to which address
error_codes    what each of Meta's errors asks us to do
ports          the way out
"""
