# SPDX-License-Identifier: LGPL-3.0-or-later
"""Test cards: which number leads where.

A number of the sandbox's own reads ``4000``, the NCERROR, ``000``, a check digit; or
has the STATUS at the same place. Any other number of a known brand that passes the Luhn
check is accepted.
"""

from dataclasses import dataclass
from enum import Enum

from ogone.statuses import Status

from .brands import brand_of, is_card_number

OWN = "sandbox"
NOT_AUTHENTICATED = "40001134"


class Challenge(Enum):
    """Whether the bank wants to see the shopper, and what it says in the end."""

    NONE = "none"
    ASKED = "the shopper decides"
    REJECTED = "never passed"


@dataclass(frozen=True)
class Card:
    """A test card.

    :ivar status: Of a sale that no bank stops; :func:`authorise
        <sandbox.books.authorisation.authorise>` tells that of other orders.
    :ivar source: Key of the document, or :data:`OWN` where none gives a card.
    :ivar funding: C for credit, D for debit, as CREDITDEBIT says; empty if unknown.
    :ivar eci: What 3-D Secure makes of ECI; empty where it is not asked.
    """

    number: str
    meaning: str = "accepted, any other number"
    source: str = OWN
    status: Status = Status.CAPTURED
    ncerror: str = "0"
    challenge: Challenge = Challenge.NONE
    eci: str = ""
    funding: str = ""

    @property
    def brand(self) -> str:
        """BRAND, as the platform spells it."""
        return brand_of(self.number)

    def is_of(self, funding: str) -> bool:
        """Return whether the card is what CREDITDEBIT asks for, if it asks at all.

        :source: [DRUPAL]: a card of unknown type is neither
        """
        return not funding or self.funding == funding

    @property
    def sale(self) -> str:
        """STATUS of a sale, for the list of cards."""
        if self.challenge is Challenge.NONE:
            return str(int(self.status))
        return "9 or 2" if self.challenge is Challenge.ASKED else "2"

    @property
    def sale_ncerror(self) -> str:
        """NCERROR of a sale, for the list of cards."""
        if self.challenge is Challenge.NONE:
            return self.ncerror
        asked = self.challenge is Challenge.ASKED
        return f"0 or {NOT_AUTHENTICATED}" if asked else NOT_AUTHENTICATED


def _cards(numbers: str, meaning: str, source: str, **traits) -> tuple[Card, ...]:
    return tuple(Card(each, meaning, source, **traits) for each in numbers.split())


def _refused(numbers: str, ncerror: str, meaning: str, source: str = OWN):
    return _cards(numbers, meaning, source, status=Status.REFUSED, ncerror=ncerror)


_3DS = "3-D Secure: "
CARDS = (
    *_cards("4111111111111111", "accepted", "[BAS]"),
    *_cards("4000024329596391", "accepted, credit", "[DRUPAL]", funding="C"),
    *_cards("4000068558002134", "accepted, debit", "[DRUPAL]", funding="D"),
    *_cards("4000100011112224", "accepted", "[AM]"),
    *_cards("5399999999999999", "accepted, credit", "[DRUPAL]", funding="C"),
    *_cards("5101169573112521", "accepted, debit", "[DRUPAL]", funding="D"),
    *_cards("5100867871071536", "accepted", "[AM]"),
    *_cards("374111111111111", "accepted", "a plugin's list"),
    *_refused("4111113333333333", "30141001", "refused as invalid", "[AM]"),
    *_refused(
        "4000300010010003 5100300010010009 370030001001006",
        "30001001",
        "refused by the acquirer",
    ),
    *_refused("4000305110010001", "30511001", "insufficient funds"),
    *_refused("4000303310010004", "30331001", "card expired"),
    *_refused("4000304310010002", "30431001", "stolen card"),
    *_cards(
        "4000200010010005 5100200010010001",
        "uncertain: 92, or 52 for an authorisation",
        OWN,
        status=Status.CAPTURE_UNCERTAIN,
        ncerror="20001001",
    ),
    *_cards(
        "4000000000910002",
        "pending: 91, or 51 for an authorisation",
        OWN,
        status=Status.CAPTURE_WAITING,
    ),
    *_cards(
        "4000000000510000",
        "pending: 51, always (offline processing)",
        OWN,
        status=Status.AUTHORISATION_WAITING,
    ),
    *_cards(
        "4000000000930000",
        "refused for a technical reason: 93, or 2 for an authorisation",
        OWN,
        status=Status.CAPTURE_REFUSED,
        ncerror="30001010",
    ),
    *_cards(
        "4186455175836497 4330264936344675 5137009801943438 375418081197346",
        _3DS + "no challenge",
        "[MAGE]",
        eci="5",
    ),
    *_cards(
        "4874970686672022 4012007153923001 5130257474533310 5200003143732874"
        " 379764422997381 378069803818698",
        _3DS + "challenge, the shopper decides",
        "[MAGE]",
        challenge=Challenge.ASKED,
        eci="5",
    ),
    *_cards(
        "4000000000000002 5300000000000006 371449635311004",
        _3DS + "challenge, the shopper decides",
        "[DRUPAL]",
        challenge=Challenge.ASKED,
        eci="5",
    ),
    *_cards(
        "4450022237973103 5144144373781246 376632086941180",
        _3DS + "challenge, never passed",
        "[MAGE]",
        challenge=Challenge.REJECTED,
    ),
    *_cards(
        "4839645466321180 5168693992589936 379943305931143",
        _3DS + "attempted",
        "[MAGE]",
        eci="6",
    ),
    *_refused(
        "4253955490718757 5199768787888942 374706031281041",
        NOT_AUTHENTICATED,
        _3DS + "not authenticated",
        "[MAGE]",
    ),
    *_refused(
        "4282713011953451 5148904639667695 371674415569022",
        "40001135",
        _3DS + "unavailable",
        "[MAGE]",
    ),
    *_refused("5168645305790452", NOT_AUTHENTICATED, _3DS + "rejected", "[MAGE]"),
    *_refused("4419177274955460", NOT_AUTHENTICATED, _3DS + "bad version", "[MAGE]"),
)
_BY_NUMBER = {card.number: card for card in CARDS}


def card_of(number: str) -> Card | None:
    """Return the card of that number, or ``None`` for what is no card number."""
    known = _BY_NUMBER.get(number)
    return known or (Card(number) if is_card_number(number) else None)
