# SPDX-License-Identifier: LGPL-3.0-or-later
"""What the check asks Ogone, by a sandbox that runs, and makes of its answers."""

import socket

from odoo.tests import tagged

from .directlink_common import DirectLinkCommon

DIRECTLINK, USER, SHA_IN = (
    "DirectLink, from server to server",
    "PSPID, API user and password",
    "SHA-IN passphrase",
)


@tagged("-at_install", "post_install")
class TestCheckAsking(DirectLinkCommon):
    def setUp(self):
        super().setUp()
        self.gateway.post("reset")
        self.env["ir.config_parameter"].set_param("payment_ogone.read_timeout", "5")

    def found(self):
        findings = {each.subject: each for each in self.provider._ogone_findings()}
        return [findings[subject] for subject in (DIRECTLINK, USER, SHA_IN)]

    def assertVerdicts(self, *verdicts):
        found = self.found()
        self.assertEqual([each.verdict for each in found], [*verdicts])
        for each in found:
            self.assertEqual(each.certain, each.verdict == "wrong", each)
        return found

    def assertRemedy(self, finding, *texts):
        for text in texts:
            self.assertIn(text, finding.remedy)

    def test_all_is_right_and_nothing_is_charged(self):
        self.assertVerdicts("right", "right", "right")
        self.assertEqual(self.gateway.get("orders"), [])

    # PSPID, API user, password

    def test_a_wrong_password(self):
        self.provider.ogone_password = "Wrong-Password-1"
        _directlink, user, _sha_in = self.assertVerdicts("right", "wrong", "unknown")
        self.assertRemedy(user, "Enter the password", "Activate (Errors)")
        self.assertNotIn("Wrong-Password-1", f"{user.text} {user.remedy}")

    def test_a_locked_user(self):
        self.gateway.post("merchant", password_tries=0)
        _directlink, user, _sha_in = self.assertVerdicts("right", "wrong", "unknown")
        self.assertRemedy(user, "Activate (Errors)")

    def test_a_wrong_pspid_or_user(self):
        for name in ("ogone_pspid", "ogone_userid"):
            with self.subTest(name=name):
                right = self.provider[name]
                self.provider[name] = "Nobody"
                _directlink, user, _sha_in = self.assertVerdicts(
                    "right", "wrong", "unknown"
                )
                self.assertRemedy(user, "Compare the PSPID", "Users")
                self.provider[name] = right

    def test_an_account_that_is_not_active(self):
        self.gateway.post("merchant", active=False)
        _directlink, user, _sha_in = self.assertVerdicts("right", "wrong", "unknown")
        self.assertRemedy(user, "ask Ogone to activate")

    def test_no_api_user(self):
        self.provider.write({"ogone_userid": False, "ogone_password": False})
        _directlink, user, _sha_in = self.assertVerdicts(
            "unknown", "unknown", "unknown"
        )
        self.assertRemedy(user, "Users ‣ New user")

    def test_half_an_api_user(self):
        self.provider.ogone_password = False
        _directlink, user, _sha_in = self.assertVerdicts("unknown", "wrong", "unknown")
        self.assertRemedy(user, "Enter both")

    # SHA-IN

    def test_a_wrong_sha_in(self):
        self.provider.ogone_shakey_in = "Anothersecret1875!?"
        _directlink, _user, sha_in = self.assertVerdicts("right", "unknown", "wrong")
        self.assertRemedy(sha_in, "Data and origin verification", "in both places")
        self.assertNotIn("Anothersecret", f"{sha_in.text} {sha_in.remedy}")

    def test_swapped_passphrases(self):
        provider = self.provider
        provider.write(
            {
                "ogone_shakey_in": provider.ogone_shakey_out,
                "ogone_shakey_out": provider.ogone_shakey_in,
            }
        )
        _directlink, _user, sha_in = self.assertVerdicts("right", "unknown", "wrong")
        self.assertIn("the other way round", sha_in.text)
        self.assertRemedy(sha_in, "Exchange")

    def test_another_algorithm(self):
        self.provider.ogone_hash_function = "sha1"
        _directlink, _user, sha_in = self.assertVerdicts("right", "unknown", "wrong")
        self.assertRemedy(sha_in, "SHA-512 as hash function", "or SHA-1 in Ogone's")

    def test_an_account_that_checks_no_signature(self):
        self.gateway.post("merchant", sha_in_directlink="")
        _directlink, _user, sha_in = self.assertVerdicts("right", "right", "unknown")
        self.assertRemedy(sha_in, "in both places")

    # DirectLink

    def test_a_server_that_is_not_let_in(self):
        self.gateway.post("merchant", direct_ips=["198.51.100.7"])
        directlink, _user, _sha_in = self.assertVerdicts("wrong", "unknown", "unknown")
        self.assertRemedy(directlink, "add the IP address of this server 127.0.0.1")

    def test_a_gateway_without_address(self):
        self.provider.state = "disabled"
        self.provider.ogone_base_url = False
        directlink, _user, _sha_in = self.assertVerdicts("wrong", "unknown", "unknown")
        self.assertRemedy(directlink, "gateway")

    def test_a_network_that_is_down(self):
        with socket.socket() as nobody:
            nobody.bind(("127.0.0.1", 0))
            port = nobody.getsockname()[1]
            self.provider.ogone_base_url = f"http://127.0.0.1:{port}"
            directlink, *_others = self.assertVerdicts("unknown", "unknown", "unknown")
        self.assertIn(f"127.0.0.1:{port} could not be reached", directlink.text)
        self.assertRemedy(directlink, f"call 127.0.0.1:{port}")

    def test_something_else_that_answers(self):
        for kind in ("html", "broken_xml", "error_500_before", "cut_after"):
            with self.subTest(kind=kind):
                self.gateway.post("faults", page="querydirect", kind=kind, seconds=0)
                directlink, *_others = self.assertVerdicts(
                    "unknown", "unknown", "unknown"
                )
                self.assertRemedy(directlink, "try again later")
