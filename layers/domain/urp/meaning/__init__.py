"""What a citizen's words mean: a label to count them, a kind to act on, the rule that decided."""

from urp.meaning.breaches import Breach
from urp.meaning.confirming import confirms
from urp.meaning.model import Kind, Label, Meaning
from urp.meaning.understanding import understand

__all__ = ["Breach", "Kind", "Label", "Meaning", "confirms", "understand"]
