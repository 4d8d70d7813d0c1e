"""What the town hall decides when it talks with its citizens on WhatsApp, wing by wing, from the ground up.

In a wing: its model and rules; `store`, how it is kept; `api`, its routes of the staff API.

aws          clients, tables, queues and buckets of AWS, as all stores use them
masking      identifiers of people inside a text: found, and masked for whoever need not see them
acts         staff, roles, audit, the second person: who did what, once
meaning      what a citizen's words mean: a label, a kind to act on, the rule that decided
whatsapp     Meta's language and its Graph API; the number's rate and limits
staff_api    the staff API: what all its routes share
town         the town: profile, texts, templates, opening hours, prices
citizens     who is writing, what they agreed to, who stays out
desk         conversations, replies, the 24-hour window, ready replies, what is sent elsewhere
moderation   the casebook, blocks here and at WhatsApp, evidence
notices      broadcasts, announcements, Channel editions, lists taken over, what Meta says of the account
privacy      requests about one's own data, erasure, what is deleted when
public       what anybody may read: the archive of notices, how the service is doing
inbound      one message of a citizen in, one effect out
console      pages for the office, in a browser
retention    how long each class of data lives
settings     how a function reads its environment
wiring       where rules and stores meet: a module a function, and the parts that several share
"""
