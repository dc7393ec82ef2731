# SPDX-License-Identifier: LGPL-3.0-or-later
"""NCERROR: Ogone's reasons in words.

:source: [NCERROR] the error codes of the platform. Match on the number: Ogone's own
    texts vary by year and language.
"""

from __future__ import annotations

import re

_CODE = re.compile(r"[1-9][0-9]{0,7}")
# First code, or first and last of a range, then the reason.
_TABLE = """
10001001-10001005 Communication failure with the acquirer
10001016 Waiting for the acquirer's feedback
20001001-20001010 The outcome is unknown; Ogone clears it up with the acquirer
20001101 Technical problem, result unknown
20001104-20001105 The outcome is unknown; Ogone clears it up with the acquirer
20001111 Technical problem, result unknown
20001998 The outcome is unknown; Ogone clears it up with the acquirer
20002001 Bank's answer cannot be authenticated
20002002 Beneficiary account changed during processing
20002003 The amount changed during processing
20002004 The currency changed during processing
20002005 No answer from the bank's server
30001001 The payment was refused by the acquirer
30001002 Duplicate request
30001010 Technical problem at the acquirer
30001012 The card is on the acquirer's block list
30001015 Connection error to the bank
30001051 Technical problem
30001054 Technical problem
30001056-30001058 Acquirer temporarily unavailable
30001060 Acquirer reported a failure
30001090 The security code is required and wrong
30001091 The postcode is required and wrong
30001092 The address is required and wrong
30001100 Customer country not allowed
30001101 The countries of the IP address and of the card differ
30001102 Too many different countries
30001103 The country of the card is not allowed
30001104 The country of the IP address is not allowed
30001105 Anonymous proxy
30001110 Paysafecard: contact support, balance blocked
30001120 The IP address is on a block list
30001130 The BIN is on a block list
30001140 The card is on a block list
30001141 The e-mail address is on a block list
30001142 The passenger's name is on a block list
30001143 The cardholder's name is on a block list
30001144 Passenger differs from cardholder
30001145 Departure too soon
30001154-30001156 A usage limit is reached (card, IP address, ...)
30001157 Country combination not allowed
30001158 E-mail usage limit reached
30001159 Country combination not allowed
30001180 Maximum fraud score reached
30001997 Cancelled by the simulator (test only)
30001998 Technical problem, retry
30001999 Connection problem / platform under maintenance
30002001 Payment refused by the acquirer
30021001 Referral: call the acquirer
30022001 Payment must first be approved by the acquirer
30031001 Invalid merchant number
30041001 Retain card
30051001 Authorisation declined
30051009-30051017 Refused by AfterPay (data missing, age, address, e-mail, limit, ...)
30071001 Retain card, special conditions
30121001 Invalid transaction
30131001 Invalid amount
30131002 Permitted limit reached
30141001 Invalid card number
30151001 Unknown acquiring institution
30171001 Method cancelled by the customer
30171002 Time limit elapsed
30191001 Try again later
30201001 Technical problem
30301001 Invalid format
30311001 Unknown acquirer id
30331001 Card expired
30341001-30341005 Suspicion of fraud
30381001 Technical problem
30401001 Invalid function
30411001 Lost card
30431001 Stolen card
30511001 Insufficient funds
30521001 No authorisation, customer should contact the issuer
30541001 Card expired
30551001 Invalid PIN
30561001 Card unknown to the authoriser
30571001 Transaction not permitted on this card
30581001 Transaction not permitted on this terminal
30591001 Suspicion of fraud
30601001 Merchant should contact the acquirer
30611001 Amount exceeds the card limit
30621001 Restricted card
30631001 Security policy not respected
30641001 Amount differs from the original transaction
30681001 Maximum time elapsed
30751001 PIN wrong too often
30761001 Already disputed by the cardholder
30771001 PIN required
30811001 Message flow error
30821001 Authorisation centre unavailable
30831001 Authorisation centre unavailable
30901001 Temporary shutdown
30911001 Acquirer unavailable
30921001 Card type not handled by the acquirer
30941001 Duplicate transaction
30961001 Processing temporarily impossible
30971001 Technical problem
30981001 Technical problem
31011001 Unknown acceptance code
31021001 Invalid currency
31031001 Acceptance code missing
31041001 Inactive card
31051001 Merchant not active at acquirer
31061001 Invalid expiry date
31071001 Host communication interrupted
31081001 Card refused
31091001 Invalid password
39991001 Technical problem at the acquirer
40001001-40001011 Technical problem, retry
40001012 Connection error to the bank
40001013 Technical problem, retry
40001016 Technical problem, retry
40001018 Technical problem, retry
40001019-40001020 Processing error, go back and retry
40001133 3-D Secure: bad signature from the issuer's server
40001134 3-D Secure: authentication failed
40001135 3-D Secure: authentication temporarily unavailable
40001136 3-D Secure: browser problem
40001137 3-D Secure: issuer's server unavailable
40001998 Temporary technical problem
50001001 Unknown card type
50001002 Card number format check failed
50001003 Merchant data error
50001004 Merchant identification missing
50001005 Expiry date error
50001006 Amount is not a number
50001007 The operation code is not permitted
50001011 Brand not supported for the merchant
50001015 Currency error
50001019 Duplicate of an existing transaction
50001028 Maintenance operation does not fit the original transaction
50001034 The operation code is not permitted
50001036 Card length wrong for the brand
50001042 Sum of amounts does not match the total
50001044 No acquirer configured for the operation
50001046 Operation not permitted for the merchant
50001054 Card number incorrect or incompatible
50001063 The issue number is wrong or missing
50001064 The start date is wrong or missing
50001066 Security code format
50001067 Merchant not registered for 3-D Secure
50001068 Invalid card or account number
50001069 CardID and brand do not match
50001070 ECI not supported or in conflict
50001074 Authorisation period expired
50001075 3-D Secure version 1 message faults
50001076 Capture exceeds the authorised amount
50001079-50001082 3-D Secure version 1 message faults
50001084 Maximum amount reached
50001087 Issuer demands authentication (soft decline)
50001090 Security code missing
50001091 The postcode is missing
50001092 The address is missing
50001093 Partial capture not allowed
50001095 Birth date invalid
50001097 Currency and brand do not fit
50001111 The data are not correct; details, if any, come with the answer
50001113 The order was already processed
50001114 Error reaching the pre-payment check page
50001115 Request not in secure mode
50001116 The address of this server is not on the account's list
50001117 The address of this server was not detected
50001118 The PSPID was not found or is not active
50001119 The password is wrong, or the API user was locked after errors
50001120 Invalid currency
50001121 Wrong number of decimals for the currency
50001122 Currency not accepted by the merchant
50001123 Card type not active
50001124 Number of lines differs from number of payments
50001125 Format validation error
50001126 Captures exceed the order
50001127 Original order is in the wrong status (not authorised)
50001128 Authorisation code missing
50001129 Refunds exceed the order
50001130 Original order not found
50001131 History item not found
50001133 Duplicate request
50001134-50001137 3-D Secure, as 40001134 to 40001137
50001144 Currency conversion: acquirer not found
50001146 Currency conversion is not configured
50001150-50001152 Fraud module: IP, IP country, card country unusable
50001153 Too many re-authorisations
50001174 The cardholder's name is too long
50001175 The cardholder's name has characters that are not allowed
50001176-50001178 Card number too long / not numeric / empty
50001179 The security code is too long
50001180 The security code is not numeric
50001181-50001183 Expiry not numeric / bad month / in the past
50001184 SHA mismatch
50001186-50001187 The operation is not permitted
50001205-50001215 An invoice method lacks customer data (address, birth date, ...)
50001216 The alias must differ from the card number
50001217 An invoice method lacks customer data (address, birth date, ...)
50001218 Refunds are not allowed
50001220-50001225 Phone, postcode, names, e-mail: format
50001300 Wrong brand or payment method (credit/debit split)
50001301 Account number format
50001302-50001304 RFP operation faults
55555555 The data entered are not correct
60000001-60000018 The direct debit was returned: account, name, block or mandate
60001057 The name is missing
"""

_CLASSES = {
    "1": "Communication with the acquirer failed",
    "2": "The outcome is unknown; Ogone clears it up with the acquirer",
    "3": "The payment was refused by the acquirer",
    "4": "A technical problem, or the cardholder was not authenticated",
    "5": "The data are not correct",
    "6": "The direct debit was returned",
}
_UNKNOWN = "Unknown error"


def reason(ncerror: str) -> str:
    """Return what ``ncerror`` means, with its number, or "" where nothing went wrong.

    A code that no document lists is explained by its class, the first digit.

    >>> reason("30511001")
    'Insufficient funds (30511001)'
    >>> reason("0")
    ''
    """
    if not _CODE.fullmatch(ncerror):
        return ""
    text = _REASONS.get(int(ncerror)) or _CLASSES.get(ncerror[0], _UNKNOWN)
    return f"{text} ({ncerror})"


def kind(ncerror: str) -> str:
    """Return the code by which ``ncerror`` is counted: itself where a document lists
    it, else its class; "" where nothing went wrong.

    >>> kind("30511001"), kind("39999999"), kind("0")
    ('30511001', '3', '')
    """
    if not _CODE.fullmatch(ncerror):
        return ""
    return ncerror if int(ncerror) in _REASONS else ncerror[0]


def kinds() -> list[tuple[str, str]]:
    """Return every code that :func:`kind` returns, each with its reason in words."""
    classes = {str(digit): _CLASSES.get(str(digit), _UNKNOWN) for digit in range(1, 10)}
    listed = {str(code): reason(str(code)) for code in _REASONS}
    return list({**classes, **listed}.items())


def _read_table() -> dict[int, str]:
    reasons = {}
    for row in _TABLE.strip().splitlines():
        codes, text = row.split(" ", 1)
        first, _, last = codes.partition("-")
        for code in range(int(first), int(last or first) + 1):
            reasons[code] = text
    return reasons


_REASONS = _read_table()
