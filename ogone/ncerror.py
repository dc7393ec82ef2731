# SPDX-License-Identifier: LGPL-3.0-or-later
"""NCERROR: Ogone's reasons in words.

:source: [NCERROR] the error codes of the platform. Match on the number: Ogone's own
    texts vary by year and language.
"""

from __future__ import annotations

import re

from .texts import Text, _lt

_CODE = re.compile(r"[1-9][0-9]{0,7}")
# First code, or first and last of a range: the reason.
_TABLE = {
    "10001001-10001005": _lt("Communication failure with the acquirer"),
    "10001016": _lt("Waiting for the acquirer's feedback"),
    "20001001-20001010": _lt(
        "The outcome is unknown; Ogone clears it up with the acquirer"
    ),
    "20001101": _lt("Technical problem, result unknown"),
    "20001104-20001105": _lt(
        "The outcome is unknown; Ogone clears it up with the acquirer"
    ),
    "20001111": _lt("Technical problem, result unknown"),
    "20001998": _lt("The outcome is unknown; Ogone clears it up with the acquirer"),
    "20002001": _lt("Bank's answer cannot be authenticated"),
    "20002002": _lt("Beneficiary account changed during processing"),
    "20002003": _lt("The amount changed during processing"),
    "20002004": _lt("The currency changed during processing"),
    "20002005": _lt("No answer from the bank's server"),
    "30001001": _lt("The payment was refused by the acquirer"),
    "30001002": _lt("Duplicate request"),
    "30001010": _lt("Technical problem at the acquirer"),
    "30001012": _lt("The card is on the acquirer's block list"),
    "30001015": _lt("Connection error to the bank"),
    "30001051": _lt("Technical problem"),
    "30001054": _lt("Technical problem"),
    "30001056-30001058": _lt("Acquirer temporarily unavailable"),
    "30001060": _lt("Acquirer reported a failure"),
    "30001090": _lt("The security code is required and wrong"),
    "30001091": _lt("The postcode is required and wrong"),
    "30001092": _lt("The address is required and wrong"),
    "30001100": _lt("Customer country not allowed"),
    "30001101": _lt("The countries of the IP address and of the card differ"),
    "30001102": _lt("Too many different countries"),
    "30001103": _lt("The country of the card is not allowed"),
    "30001104": _lt("The country of the IP address is not allowed"),
    "30001105": _lt("Anonymous proxy"),
    "30001110": _lt("Paysafecard: contact support, balance blocked"),
    "30001120": _lt("The IP address is on a block list"),
    "30001130": _lt("The BIN is on a block list"),
    "30001140": _lt("The card is on a block list"),
    "30001141": _lt("The e-mail address is on a block list"),
    "30001142": _lt("The passenger's name is on a block list"),
    "30001143": _lt("The cardholder's name is on a block list"),
    "30001144": _lt("Passenger differs from cardholder"),
    "30001145": _lt("Departure too soon"),
    "30001154-30001156": _lt("A usage limit is reached (card, IP address, ...)"),
    "30001157": _lt("Country combination not allowed"),
    "30001158": _lt("E-mail usage limit reached"),
    "30001159": _lt("Country combination not allowed"),
    "30001180": _lt("Maximum fraud score reached"),
    "30001997": _lt("Cancelled by the simulator (test only)"),
    "30001998": _lt("Technical problem, retry"),
    "30001999": _lt("Connection problem / platform under maintenance"),
    "30002001": _lt("Payment refused by the acquirer"),
    "30021001": _lt("Referral: call the acquirer"),
    "30022001": _lt("Payment must first be approved by the acquirer"),
    "30031001": _lt("Invalid merchant number"),
    "30041001": _lt("Retain card"),
    "30051001": _lt("Authorisation declined"),
    "30051009-30051017": _lt(
        "Refused by AfterPay (data missing, age, address, e-mail, limit, ...)"
    ),
    "30071001": _lt("Retain card, special conditions"),
    "30121001": _lt("Invalid transaction"),
    "30131001": _lt("Invalid amount"),
    "30131002": _lt("Permitted limit reached"),
    "30141001": _lt("Invalid card number"),
    "30151001": _lt("Unknown acquiring institution"),
    "30171001": _lt("Method cancelled by the customer"),
    "30171002": _lt("Time limit elapsed"),
    "30191001": _lt("Try again later"),
    "30201001": _lt("Technical problem"),
    "30301001": _lt("Invalid format"),
    "30311001": _lt("Unknown acquirer id"),
    "30331001": _lt("Card expired"),
    "30341001-30341005": _lt("Suspicion of fraud"),
    "30381001": _lt("Technical problem"),
    "30401001": _lt("Invalid function"),
    "30411001": _lt("Lost card"),
    "30431001": _lt("Stolen card"),
    "30511001": _lt("Insufficient funds"),
    "30521001": _lt("No authorisation, customer should contact the issuer"),
    "30541001": _lt("Card expired"),
    "30551001": _lt("Invalid PIN"),
    "30561001": _lt("Card unknown to the authoriser"),
    "30571001": _lt("Transaction not permitted on this card"),
    "30581001": _lt("Transaction not permitted on this terminal"),
    "30591001": _lt("Suspicion of fraud"),
    "30601001": _lt("Merchant should contact the acquirer"),
    "30611001": _lt("Amount exceeds the card limit"),
    "30621001": _lt("Restricted card"),
    "30631001": _lt("Security policy not respected"),
    "30641001": _lt("Amount differs from the original transaction"),
    "30681001": _lt("Maximum time elapsed"),
    "30751001": _lt("PIN wrong too often"),
    "30761001": _lt("Already disputed by the cardholder"),
    "30771001": _lt("PIN required"),
    "30811001": _lt("Message flow error"),
    "30821001": _lt("Authorisation centre unavailable"),
    "30831001": _lt("Authorisation centre unavailable"),
    "30901001": _lt("Temporary shutdown"),
    "30911001": _lt("Acquirer unavailable"),
    "30921001": _lt("Card type not handled by the acquirer"),
    "30941001": _lt("Duplicate transaction"),
    "30961001": _lt("Processing temporarily impossible"),
    "30971001": _lt("Technical problem"),
    "30981001": _lt("Technical problem"),
    "31011001": _lt("Unknown acceptance code"),
    "31021001": _lt("Invalid currency"),
    "31031001": _lt("Acceptance code missing"),
    "31041001": _lt("Inactive card"),
    "31051001": _lt("Merchant not active at acquirer"),
    "31061001": _lt("Invalid expiry date"),
    "31071001": _lt("Host communication interrupted"),
    "31081001": _lt("Card refused"),
    "31091001": _lt("Invalid password"),
    "39991001": _lt("Technical problem at the acquirer"),
    "40001001-40001011": _lt("Technical problem, retry"),
    "40001012": _lt("Connection error to the bank"),
    "40001013": _lt("Technical problem, retry"),
    "40001016": _lt("Technical problem, retry"),
    "40001018": _lt("Technical problem, retry"),
    "40001019-40001020": _lt("Processing error, go back and retry"),
    "40001133": _lt("3-D Secure: bad signature from the issuer's server"),
    "40001134": _lt("3-D Secure: authentication failed"),
    "40001135": _lt("3-D Secure: authentication temporarily unavailable"),
    "40001136": _lt("3-D Secure: browser problem"),
    "40001137": _lt("3-D Secure: issuer's server unavailable"),
    "40001998": _lt("Temporary technical problem"),
    "50001001": _lt("Unknown card type"),
    "50001002": _lt("Card number format check failed"),
    "50001003": _lt("Merchant data error"),
    "50001004": _lt("Merchant identification missing"),
    "50001005": _lt("Expiry date error"),
    "50001006": _lt("Amount is not a number"),
    "50001007": _lt("The operation code is not permitted"),
    "50001011": _lt("Brand not supported for the merchant"),
    "50001015": _lt("Currency error"),
    "50001019": _lt("Duplicate of an existing transaction"),
    "50001028": _lt("Maintenance operation does not fit the original transaction"),
    "50001034": _lt("The operation code is not permitted"),
    "50001036": _lt("Card length wrong for the brand"),
    "50001042": _lt("Sum of amounts does not match the total"),
    "50001044": _lt("No acquirer configured for the operation"),
    "50001046": _lt("Operation not permitted for the merchant"),
    "50001054": _lt("Card number incorrect or incompatible"),
    "50001063": _lt("The issue number is wrong or missing"),
    "50001064": _lt("The start date is wrong or missing"),
    "50001066": _lt("Security code format"),
    "50001067": _lt("Merchant not registered for 3-D Secure"),
    "50001068": _lt("Invalid card or account number"),
    "50001069": _lt("CardID and brand do not match"),
    "50001070": _lt("ECI not supported or in conflict"),
    "50001074": _lt("Authorisation period expired"),
    "50001075": _lt("3-D Secure version 1 message faults"),
    "50001076": _lt("Capture exceeds the authorised amount"),
    "50001079-50001082": _lt("3-D Secure version 1 message faults"),
    "50001084": _lt("Maximum amount reached"),
    "50001087": _lt("Issuer demands authentication (soft decline)"),
    "50001090": _lt("Security code missing"),
    "50001091": _lt("The postcode is missing"),
    "50001092": _lt("The address is missing"),
    "50001093": _lt("Partial capture not allowed"),
    "50001095": _lt("Birth date invalid"),
    "50001097": _lt("Currency and brand do not fit"),
    "50001111": _lt("The data are not correct; details, if any, come with the answer"),
    "50001113": _lt("The order was already processed"),
    "50001114": _lt("Error reaching the pre-payment check page"),
    "50001115": _lt("Request not in secure mode"),
    "50001116": _lt("The address of this server is not on the account's list"),
    "50001117": _lt("The address of this server was not detected"),
    "50001118": _lt("The PSPID was not found or is not active"),
    "50001119": _lt("The password is wrong, or the API user was locked after errors"),
    "50001120": _lt("Invalid currency"),
    "50001121": _lt("Wrong number of decimals for the currency"),
    "50001122": _lt("Currency not accepted by the merchant"),
    "50001123": _lt("Card type not active"),
    "50001124": _lt("Number of lines differs from number of payments"),
    "50001125": _lt("Format validation error"),
    "50001126": _lt("Captures exceed the order"),
    "50001127": _lt("Original order is in the wrong status (not authorised)"),
    "50001128": _lt("Authorisation code missing"),
    "50001129": _lt("Refunds exceed the order"),
    "50001130": _lt("Original order not found"),
    "50001131": _lt("History item not found"),
    "50001133": _lt("Duplicate request"),
    "50001134-50001137": _lt("3-D Secure, as 40001134 to 40001137"),
    "50001144": _lt("Currency conversion: acquirer not found"),
    "50001146": _lt("Currency conversion is not configured"),
    "50001150-50001152": _lt("Fraud module: IP, IP country, card country unusable"),
    "50001153": _lt("Too many re-authorisations"),
    "50001174": _lt("The cardholder's name is too long"),
    "50001175": _lt("The cardholder's name has characters that are not allowed"),
    "50001176-50001178": _lt("Card number too long / not numeric / empty"),
    "50001179": _lt("The security code is too long"),
    "50001180": _lt("The security code is not numeric"),
    "50001181-50001183": _lt("Expiry not numeric / bad month / in the past"),
    "50001184": _lt("SHA mismatch"),
    "50001186-50001187": _lt("The operation is not permitted"),
    "50001205-50001215": _lt(
        "An invoice method lacks customer data (address, birth date, ...)"
    ),
    "50001216": _lt("The alias must differ from the card number"),
    "50001217": _lt("An invoice method lacks customer data (address, birth date, ...)"),
    "50001218": _lt("Refunds are not allowed"),
    "50001220-50001225": _lt("Phone, postcode, names, e-mail: format"),
    "50001300": _lt("Wrong brand or payment method (credit/debit split)"),
    "50001301": _lt("Account number format"),
    "50001302-50001304": _lt("RFP operation faults"),
    "55555555": _lt("The data entered are not correct"),
    "60000001-60000018": _lt(
        "The direct debit was returned: account, name, block or mandate"
    ),
    "60001057": _lt("The name is missing"),
}

_CLASSES = {
    "1": _lt("Communication with the acquirer failed"),
    "2": _lt("The outcome is unknown; Ogone clears it up with the acquirer"),
    "3": _lt("The payment was refused by the acquirer"),
    "4": _lt("A technical problem, or the cardholder was not authenticated"),
    "5": _lt("The data are not correct"),
    "6": _lt("The direct debit was returned"),
}
_UNKNOWN = _lt("Unknown error")


def reason(ncerror: str) -> Text:
    """Return what ``ncerror`` means, with its number, or "" where nothing went wrong.

    A code that no document lists is explained by its class, the first digit.

    >>> reason("30511001")
    'Insufficient funds (30511001)'
    >>> reason("0")
    ''
    """
    if not _CODE.fullmatch(ncerror):
        return Text("")
    text = _REASONS.get(int(ncerror)) or _CLASSES.get(ncerror[0], _UNKNOWN)
    return Text("%(reason)s (%(number)s)", reason=text, number=ncerror)


def kind(ncerror: str) -> str:
    """Return the code by which ``ncerror`` is counted: itself where a document lists
    it, else its class; "" where nothing went wrong.

    >>> kind("30511001"), kind("39999999"), kind("0")
    ('30511001', '3', '')
    """
    if not _CODE.fullmatch(ncerror):
        return ""
    return ncerror if int(ncerror) in _REASONS else ncerror[0]


def kinds() -> list[tuple[str, Text]]:
    """Return every code that :func:`kind` returns, each with its reason in words."""
    classes = {str(digit): _CLASSES.get(str(digit), _UNKNOWN) for digit in range(1, 10)}
    listed = {str(code): reason(str(code)) for code in _REASONS}
    return list({**classes, **listed}.items())


def _by_code() -> dict[int, Text]:
    reasons = {}
    for codes, text in _TABLE.items():
        first, _, last = codes.partition("-")
        for code in range(int(first), int(last or first) + 1):
            reasons[code] = text
    return reasons


_REASONS = _by_code()
