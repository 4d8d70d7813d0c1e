"""What a simulated Meta is told before it starts."""

import json
from dataclasses import dataclass
from pathlib import Path

from infra.local.meta.reading import Json, as_object, read_text


@dataclass(frozen=True, slots=True, kw_only=True)
class MetaConfig:
    """The accounts and secrets of one made-up business.

    `port` 0 takes a free one. `callback_url` may come later through `POST /simulator/callback`, since the
    API's address is known only after its deploy. `templates_directory` holds the profile's template files.
    """

    app_secret: str
    access_token: str
    phone_number_id: str
    waba_id: str
    graph_version: str = "v25.0"
    display_phone_number: str = "390710000000"
    verified_name: str = "URP su WhatsApp"
    callback_url: str = ""
    templates_directory: str = ""
    port: int = 0
    webhook_workers: int = 8

    @classmethod
    def from_file(cls, path: Path) -> "MetaConfig":
        return cls.from_json(as_object(json.loads(path.read_text(encoding="utf-8"))))

    @classmethod
    def from_json(cls, body: Json) -> "MetaConfig":
        """Raise ValueError naming the field, never its value, when one is missing or unknown."""
        unknown = sorted(set(body) - set(cls.__dataclass_fields__))
        if unknown:
            raise ValueError(f"unknown setting of the simulated Meta: {', '.join(unknown)}")
        for field in ("app_secret", "access_token", "phone_number_id", "waba_id"):
            if not read_text(body, field):
                raise ValueError(f"setting of the simulated Meta is missing: {field}")
        texts = {key: value for key, value in body.items() if isinstance(value, str)}
        numbers = {key: value for key, value in body.items() if type(value) is int}
        wrong = sorted(set(body) - set(texts) - set(numbers))
        if wrong:
            raise ValueError(f"setting of the simulated Meta is neither text nor number: {', '.join(wrong)}")
        return cls(**texts, **numbers)  # type: ignore[arg-type]  # names checked above, kinds by their use
