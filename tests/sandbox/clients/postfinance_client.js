// SPDX-License-Identifier: LGPL-3.0-or-later
// Let `node-postfinance` authorise, capture and refund; JSON in, JSON out.
// It speaks to port 443 of a host: that much is led to the sandbox.
"use strict";
const http = require("http");
const https = require("https");
const asked = JSON.parse(require("fs").readFileSync(0, "utf8"));
const postfinance = (() => {
  const place = new URL(asked.url);
  https.request = (options, done) =>
    http.request({ ...options, host: place.hostname, port: place.port }, done);
  return require("node-postfinance");
})();

postfinance.configure(asked.settings);
const told = [];

function done(next) {
  return (error, answer) => {
    told.push(error ? { error: error.message, details: error.details } : answer.body);
    return error || !next ? process.stdout.write(JSON.stringify(told)) : next();
  };
}

if (asked.feedback) {
  process.stdout.write(JSON.stringify(postfinance.isValidSha(asked.feedback)));
} else {
  const card = new postfinance.Card(asked.card);
  const payment = new postfinance.Transaction({
    operation: asked.operation,
    orderId: asked.orderId,
    amount: asked.amount,
  });
  payment.process(
    card,
    done(() => {
      payment.update({ operation: "capture", amount: asked.capture });
      payment.process(card, done(() => payment.refund(card, done())));
    }),
  );
}
