# SPDX-License-Identifier: LGPL-3.0-or-later
"""Finding out which host a folder holds, what it needs, and which tests it ran."""

import pytest

from devtools import host_packages, host_tests, host_trees, hosts
from devtools.console import Progress, RunnerError
from devtools.counts import Counts
from devtools.defined_tests import defined

RELEASED = "version_info = (16, 0, 0, FINAL, 0, '')"
TESTS = """\
class RefundCommon(OgoneCommon):
    def test_of_both(self):
        pass


class TestRefund(RefundCommon):
    def test_in_parts(self):
        pass

    def helper(self):
        pass
"""
LOG = (
    "Starting TestRefund.test_in_parts ...",
    "Starting TestRefund.test_of_both ...",
    "skipped TestRefund.test_of_both : There is no app for deliveries.",
    "0 failed, 0 error(s) of 2 tests when loading database 'shop'",
)
# As the 16 engine ends where a class gives up before its first test.
NOTHING_RAN = (
    "skipped setUpClass (odoo.addons.payment_ogone.tests.TestRefund) : no chart",
    "0 failed, 0 error(s) of 0 tests when loading database 'shop'",
)


def make(root, *files, **texts):
    """Write a tree: ``files`` are empty."""
    for name, text in {**dict.fromkeys(files, ""), **texts}.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return root


def checkout(root, namespace, version, *files):
    make(root, f"{namespace}-bin", *files)
    return make(root, **{f"{namespace}/release.py": f"version_info = {version}\n"})


@pytest.mark.parametrize(
    ("namespace", "version", "mark", "series", "name", "target"),
    [
        ("odoo", "(16, 0, 0, FINAL, 0, '')", "x", 16, "Odoo 16.0", "odoo-16.0"),
        ("odoo", "(18, 0, 0, FINAL, 0, '')", "x", 18, "Odoo 18.0", None),
        ("odoo", "('saas~17', 4, 0)", "x", 17, "Odoo 17.4", None),
        (
            *("flectra", "(3, 0, 0, FINAL, 0, '')", "models/payment_provider.py"),
            *(16, "Flectra 3.0", "flectra-3.0"),
        ),
        (
            *("flectra", "(4, 0, 0, FINAL, 0, '')", "models/payment_method.py"),
            *(17, "Flectra 4.0", "flectra-next"),
        ),
        ("flectra", "(19, 0, 0)", "x", 19, "Flectra 19.0", "flectra-19"),
    ],
)
def test_a_checkout_tells_what_it_is(
    tmp_path, namespace, version, mark, series, name, target
):
    checkout(tmp_path, namespace, version, f"addons/payment/{mark}")
    host = hosts.at(tmp_path)
    assert (host.series, host.name, host.target) == (series, name, target)
    assert host.start == (tmp_path / f"{namespace}-bin",)
    assert host.addons == (tmp_path / "addons", tmp_path / namespace / "addons")


def test_an_unpacked_package_of_debian_is_found_from_its_root(tmp_path):
    modules = tmp_path / "usr/lib/python3/dist-packages"
    make(modules, "odoo/addons/web/x", **{"odoo/release.py": RELEASED})
    make(tmp_path, "usr/bin/odoo")
    for root in (tmp_path, modules, modules / "odoo"):
        host = hosts.at(root)
        assert (host.modules, host.series) == (modules, 16)
        assert host.start == (tmp_path / "usr/bin/odoo",)
        assert host.addons == (modules / "odoo" / "addons",)


def test_a_pip_installation_is_imported_without_its_neighbours(tmp_path, monkeypatch):
    monkeypatch.setattr(host_trees, "DEV", tmp_path / "dev")
    modules = tmp_path / "lib/python3.11/site-packages"
    make(modules, "werkzeug/x", "odoo/__main__.py", **{"odoo/release.py": RELEASED})
    host = hosts.at(tmp_path)
    assert host.start == ("-m", "odoo")
    assert [file.name for file in host.modules.iterdir()] == ["odoo"]
    assert (host.modules / "odoo").resolve() == modules / "odoo"


def test_what_is_no_host_is_refused_with_its_name(tmp_path):
    with pytest.raises(RunnerError, match=str(tmp_path)):
        hosts.at(tmp_path)


def test_a_host_of_another_age_is_refused(tmp_path):
    checkout(tmp_path, "flectra", "(2, 0, 0, FINAL, 0, '')", "addons/payment/x")
    with pytest.raises(RunnerError, match=r"Flectra 2\.0; we drive"):
        hosts.at(tmp_path)


def test_packages_are_compared_by_name_alone(tmp_path):
    file = tmp_path / "requirements.txt"
    file.write_text(
        """\
# what everybody has, in another version
Werkzeug==0.16.1 ; python_version > '3.0'
psycopg2==2.7.7; sys_platform != 'win32'
pypiwin32 ; sys_platform == 'win32'
python-ldap==3.4.0  # nothing of a shop
Nobody_Has.This==1.0 # a reason
not-on-this-python==1.0; python_version < '3.0'
"""
    )
    assert host_packages.missing(file) == ["Nobody_Has.This==1.0"]
    assert host_packages.missing(tmp_path / "absent.txt") == []


def watch(tmp_path, lines, status=0):
    make(tmp_path, **{"test_refund.py": TESTS})
    watched = host_tests.Watch(defined(tmp_path))
    for line in lines:
        watched.take(Progress(), line)
    return watched.counts(status)


def test_inherited_tests_are_expected_and_skipped_ones_told(tmp_path, capsys):
    assert watch(tmp_path, LOG) == Counts(passed=1, failed=0, skipped=1)
    assert "test_of_both: There is no app for deliveries." in capsys.readouterr().out


def test_a_test_that_never_began_is_a_failure(tmp_path, capsys):
    lines = [line for line in LOG if "in_parts" not in line]
    assert watch(tmp_path, lines).failed == 1
    assert (
        "Did not run: 1 tests, as TestRefund.test_in_parts" in capsys.readouterr().out
    )


def test_a_run_of_no_test_fails_although_the_host_is_content(tmp_path):
    assert watch(tmp_path, NOTHING_RAN) == Counts(failed=2)


def test_a_crash_is_a_failure(tmp_path):
    assert watch(tmp_path, LOG, status=-9).failed == 1
