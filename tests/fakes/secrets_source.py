"""Made-up secrets that never change."""

from dataclasses import dataclass

from urp.settings.service_secrets import ServiceSecrets

MADE_UP_SECRETS = ServiceSecrets(
    app_secrets=("made-up-current-app-secret", "made-up-previous-app-secret"),
    verify_token="made-up-verify-token",
    access_token="made-up-access-token",
    hash_key="made-up-hash-key-of-the-town",
)


@dataclass(frozen=True, slots=True)
class FixedSecrets:
    secrets: ServiceSecrets = MADE_UP_SECRETS

    def current(self) -> ServiceSecrets:
        return self.secrets
