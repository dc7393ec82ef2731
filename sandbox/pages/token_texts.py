# SPDX-License-Identifier: LGPL-3.0-or-later
"""What hosted tokenization says beside the texts of the payment page, by language."""

TOKEN_TEXTS = {
    "en": {
        "card_title": "Your card",
        "card_why": "It is kept here; the shop only gets a name for it.",
        "card_keep": "Continue",
    },
    "fr": {
        "card_title": "Votre carte",
        "card_why": "Elle reste ici ; la boutique n'en reçoit qu'un nom.",
        "card_keep": "Continuer",
    },
    "nl": {
        "card_title": "Uw kaart",
        "card_why": "Ze blijft hier; de winkel krijgt er enkel een naam voor.",
        "card_keep": "Doorgaan",
    },
    "de": {
        "card_title": "Ihre Karte",
        "card_why": "Sie bleibt hier; der Shop erhält nur einen Namen dafür.",
        "card_keep": "Weiter",
    },
    "es": {
        "card_title": "Su tarjeta",
        "card_why": "Se guarda aquí; la tienda solo recibe un nombre para ella.",
        "card_keep": "Continuar",
    },
    "it": {
        "card_title": "La sua carta",
        "card_why": "Resta qui; il negozio ne riceve soltanto un nome.",
        "card_keep": "Continua",
    },
    "pt": {
        "card_title": "O seu cartão",
        "card_why": "Fica guardado aqui; a loja recebe apenas um nome para ele.",
        "card_keep": "Continuar",
    },
}
