# SPDX-License-Identifier: LGPL-3.0-or-later
"""The tables: what is looked for is a column, all the rest is in the document.

Times are seconds since 1970. Rows are numbered from 1, in the order they came.
"""

APPLICATION = 0x4F676F6E  # "Ogon": marks a file as one of ours
VERSION = 1  # one more, whenever a table or a document can be read no longer

TABLES = f"""
PRAGMA application_id = {APPLICATION};
PRAGMA user_version = {VERSION};

CREATE TABLE facts (name TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;

CREATE TABLE accounts (
    environment TEXT, pspid TEXT,
    document TEXT NOT NULL,
    UNIQUE (environment, pspid)
);

CREATE TABLE orders (
    number INTEGER PRIMARY KEY,
    environment TEXT, pspid TEXT, orderid TEXT,
    document TEXT NOT NULL,
    UNIQUE (orderid, pspid, environment)
);

CREATE TABLE attempts (
    payid INTEGER PRIMARY KEY,
    order_number INTEGER NOT NULL,
    document TEXT NOT NULL
);
CREATE INDEX attempts_of_order ON attempts (order_number);

-- Entries whose status may change yet: when it is due, or by hand alone.
CREATE TABLE unsettled (
    number INTEGER PRIMARY KEY,
    payid INTEGER, payidsub INTEGER,
    environment TEXT NOT NULL, pspid TEXT NOT NULL,
    status INTEGER NOT NULL,
    asked_at REAL NOT NULL,
    due REAL,
    UNIQUE (payid, payidsub)
);
CREATE INDEX unsettled_by_time ON unsettled (due) WHERE due IS NOT NULL;

-- Payment pages and bank pages.
CREATE TABLE pages (
    key TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    opened_at REAL NOT NULL,
    document TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX pages_by_time ON pages (opened_at);

CREATE TABLE aliases (
    number INTEGER PRIMARY KEY,
    environment TEXT, pspid TEXT, name TEXT,
    until REAL,
    document TEXT NOT NULL,
    UNIQUE (environment, pspid, name)
);
CREATE INDEX aliases_by_end ON aliases (until) WHERE until IS NOT NULL;

CREATE TABLE feedback (
    number INTEGER PRIMARY KEY,
    environment TEXT, pspid TEXT, orderid TEXT,
    document TEXT NOT NULL
);
CREATE INDEX feedback_by_order ON feedback (orderid);

-- AUTOINCREMENT: what is under way when all is forgotten must not meet its successor.
CREATE TABLE deliveries (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    due REAL NOT NULL,
    under_way INTEGER NOT NULL DEFAULT 0,
    document TEXT NOT NULL
);
CREATE INDEX deliveries_by_time ON deliveries (due) WHERE NOT under_way;

CREATE TABLE faults (
    number INTEGER PRIMARY KEY,
    page TEXT NOT NULL,
    seen INTEGER NOT NULL DEFAULT 0,
    struck INTEGER NOT NULL DEFAULT 0,
    document TEXT NOT NULL
);
"""
