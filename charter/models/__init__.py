"""What we promised: a charter's versions, their articles, who signed them, and what pupils propose."""

from charter.models.articles import Article
from charter.models.charters import Charter
from charter.models.proposals import Proposal
from charter.models.signatures import Signature

__all__ = ["Article", "Charter", "Proposal", "Signature"]
