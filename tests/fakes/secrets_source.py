"""Made-up secrets that never change."""

from urp.whatsapp.service_secrets import WebhookSecrets

MADE_UP_SECRETS = WebhookSecrets(
    app_secrets=("made-up-current-app-secret", "made-up-previous-app-secret"),
    verify_tokens=("made-up-verify-token", "made-up-previous-verify-token"),
    hash_key="made-up-hash-key-of-the-town",
)
