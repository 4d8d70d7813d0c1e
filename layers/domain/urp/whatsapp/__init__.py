"""Meta's language: webhooks, signatures, outgoing messages, error codes. Its words stay in this package.

What Meta sends: `signature` (is it really Meta's), `webhook` (one POST taken apart), `message`, `content`,
`person`, `origin`, `status` (what became of our messages), `account`, `template_list`.
What we send: `outgoing`, `ports` and `blocking` (the ways out), `answers` and `error_codes` (what Meta's
answers ask us to do), `graph` (the calls), `training` (no calls), `probe`, `service_secrets`.
How fast and to how many: `pacing` and `rate_ports` (the number's rate), `reach` (people a day), `store`.
"""
