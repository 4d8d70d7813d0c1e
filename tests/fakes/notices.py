"""A notice the town hall sends through the simulated Meta, as template file and as message."""

from infra.local.meta.reading import Json

NOTICE_FILE = """
name = "avviso_viabilita"
language = "it"
category = "utility"
body = "Il Comune informa: {{luogo}} resta chiusa oggi."
footer = "Scrivi Cancellami per uscire"
[[parameters]]
name = "luogo"
example = "via Roma"
max_length = 60
[[buttons]]
type = "quick_reply"
text = "Cancellami"
"""


def notice(luogo: str = "via Roma") -> Json:
    button = {"type": "button", "sub_type": "quick_reply", "index": "0"}
    return {
        "name": "avviso_viabilita",
        "language": {"code": "it"},
        "components": [
            {"type": "body", "parameters": [{"type": "text", "parameter_name": "luogo", "text": luogo}]},
            {**button, "parameters": [{"type": "payload", "payload": "leave:b1:00:x"}]},
        ],
    }
