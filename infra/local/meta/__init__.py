"""A Meta of our own on this machine: its limits, refusals and webhooks, and a phone for every citizen."""

from infra.local.meta.config import MetaConfig
from infra.local.meta.simulated_meta import SimulatedMeta

__all__ = ["MetaConfig", "SimulatedMeta"]
