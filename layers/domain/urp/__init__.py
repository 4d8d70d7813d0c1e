"""What the town hall decides when it talks with its citizens on WhatsApp, feature by feature.

identity        who is writing: one citizen, many aliases
consent         joining, leaving and the ledger that proves both
meaning         what a citizen's words mean: a label, a kind to act on, the rule that decided
personal_data   identifiers of people inside a text: found, and masked for whoever need not see them
inbound         one message in, one effect out
redirects       reports, complaints and suggestions: sent to their channels, counted by month, put right
rights          requests about one's own data: numbered, dated, answered in time
canned          the office's ready replies: gaps, official links, when they were verified
desk            conversations, replies, the 24-hour window, the loop guard
opening_hours   when the desk is open and when it reopens, in words
casebook        what broke the rules of the service, who decided what about it, and why
blocks          who may not write, here and at WhatsApp, until when, and why
evidence        grave cases for the authority: kept whole, opened by two, custody, export
imports         lists from elsewhere: taken over, asked to confirm, removed if silent
announcements   notices that recur: a rule, its days, what holidays make of them
broadcasts      notices: audience, jobs, pace, ledger, closing statement
channel         the edition of a notice that a person posts on the WhatsApp Channel
templates       message templates and their parameters
municipality    the town: everything that changes from one Comune to the next
texts           every sentence a citizen reads
staff           roles, audit, idempotency and the office's API
retention       how long each class of data lives
whatsapp        Meta's language: webhooks, signatures, outgoing messages, error codes
adapters        the only importers of boto3 and requests
wiring          where ports meet adapters
"""
