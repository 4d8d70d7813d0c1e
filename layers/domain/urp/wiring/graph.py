"""Whatever calls Meta, made here alone: in training a stand-in that has no token and opens no connection."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Protocol

from urp.aws.secrets import CachedSecrets
from urp.whatsapp.graph.graph_api import GraphApi
from urp.whatsapp.graph.graph_blocks import GraphBlocks
from urp.whatsapp.graph.graph_connection import GraphTokens
from urp.whatsapp.graph.graph_number import GraphNumber
from urp.whatsapp.service_secrets import AccessTokens
from urp.whatsapp.training import TrainingBlocks, TrainingNumber, TrainingSender
from urp.wiring.clients import secrets_client

if TYPE_CHECKING:
    from urp.whatsapp.blocking import BlockList
    from urp.whatsapp.ports import MessageSender
    from urp.whatsapp.template_list import TemplateAtMeta


class CallsMeta(Protocol):
    """Settings of a function that does."""

    @property
    def training(self) -> bool: ...

    @property
    def access_token_secret_arn(self) -> str: ...

    @property
    def graph_base_url(self) -> str: ...

    @property
    def graph_version(self) -> str: ...

    @property
    def phone_number_id(self) -> str: ...


def message_sender(settings: CallsMeta) -> MessageSender:
    return TrainingSender() if settings.training else GraphApi(*_access(settings))


def block_list(settings: CallsMeta) -> BlockList:
    return TrainingBlocks() if settings.training else GraphBlocks(*_access(settings))


def number_at_meta(settings: CallsMeta) -> GraphNumber | TrainingNumber:
    return TrainingNumber() if settings.training else GraphNumber(*_access(settings))


def read_templates(settings: CallsMeta, waba_id: str) -> tuple[TemplateAtMeta, ...] | None:
    """Imported once a day. None in training too: nothing is asked."""
    from urp.whatsapp.graph.graph_templates import GraphTemplates

    if settings.training:
        return None
    base_url, version, _, tokens = _access(settings)
    return GraphTemplates(base_url, version, waba_id, tokens).read()


def _access(settings: CallsMeta) -> tuple[str, str, str, GraphTokens]:
    secret_arn = settings.access_token_secret_arn
    secrets = CachedSecrets(secrets_client(), secret_arn, AccessTokens.from_json, time.time)
    tokens = GraphTokens(lambda: secrets.get_current().tokens)
    return settings.graph_base_url, settings.graph_version, settings.phone_number_id, tokens
