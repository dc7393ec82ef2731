# SPDX-License-Identifier: LGPL-3.0-or-later
"""The test cards of the sandbox's README, and what becomes of an order with each."""

from dataclasses import dataclass

_AUTHORISATION = {"9": "5", "91": "51", "92": "52", "93": "2", "51": "51", "2": "2"}


@dataclass(frozen=True)
class Card:
    """A row of the list; ``sale`` is where a sale ends."""

    number: str
    brand: str
    sale: str
    ncerror: str = "0"
    eci: str = "7"
    challenged: bool = False
    rejected: bool = False

    @property
    def authorisation(self):
        return _AUTHORISATION[self.sale]

    @property
    def cvc(self):
        return "1234" if self.brand == "American Express" else "123"


def _row(numbers, sale, ncerror="0", **traits):
    brands = {"4": "VISA", "5": "MasterCard", "3": "American Express"}
    return [
        Card(number, brands[number[0]], sale, ncerror, **traits)
        for number in numbers.split()
    ]


CARDS = [
    *_row("4111111111111111 4000100011112224 4000024329596391 4000068558002134", "9"),
    *_row("5399999999999999 5101169573112521 5100867871071536 374111111111111", "9"),
    *_row("4111113333333333", "2", "30141001"),
    *_row("4000300010010003 5100300010010009 370030001001006", "2", "30001001"),
    *_row("4000305110010001", "2", "30511001"),
    *_row("4000303310010004", "2", "30331001"),
    *_row("4000304310010002", "2", "30431001"),
    *_row("4000200010010005 5100200010010001", "92", "20001001"),
    *_row("4000000000910002", "91"),
    *_row("4000000000510000", "51"),
    *_row("4000000000930000", "93", "30001010"),
    *_row("4186455175836497 4330264936344675 5137009801943438", "9", eci="5"),
    *_row("375418081197346", "9", eci="5"),
    *_row("4839645466321180 5168693992589936 379943305931143", "9", eci="6"),
    *_row("4874970686672022 4012007153923001", "9", eci="5", challenged=True),
    *_row("5130257474533310 5200003143732874", "9", eci="5", challenged=True),
    *_row("379764422997381 378069803818698", "9", eci="5", challenged=True),
    *_row("4000000000000002 5300000000000006", "9", eci="5", challenged=True),
    *_row("371449635311004", "9", eci="5", challenged=True),
    *_row("4450022237973103 5144144373781246", "2", challenged=True, rejected=True),
    *_row("376632086941180", "2", challenged=True, rejected=True),
    *_row("4253955490718757 5199768787888942 374706031281041", "2", "40001134"),
    *_row("5168645305790452 4419177274955460", "2", "40001134"),
    *_row("4282713011953451 5148904639667695 371674415569022", "2", "40001135"),
]
