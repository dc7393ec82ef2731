// SPDX-License-Identifier: LGPL-3.0-or-later
// Ask `epdq` for a form, or whether feedback is signed: JSON in, JSON out.
"use strict";
const epdq = require("epdq");
const asked = JSON.parse(require("fs").readFileSync(0, "utf8"));

Object.assign(epdq.config, asked.config);
epdq.Request.TEST_URL = asked.url;
let told;
if (asked.order) {
  const request = new epdq.Request(asked.order);
  told = { url: request.requestUrl(), fields: request.formAttributes() };
} else {
  const response = new epdq.Response(asked.query);
  told = { valid: response.isValidShasign(), parameters: response.parameters() };
}
process.stdout.write(JSON.stringify(told));
