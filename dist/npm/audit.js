#!/usr/bin/env node
// Starts the program of the package for this system, which npm has chosen among the optional dependencies; nothing is downloaded.
"use strict";

const { spawnSync } = require("node:child_process");

const name = `${require("./package.json").name}-${process.platform}-${process.arch}`;
let program;
try {
  program = require.resolve(`${name}/bin/audit${process.platform === "win32" ? ".exe" : ""}`);
} catch {
  console.error(`audit: error: there is no package ${name}: the system is not among those that are built, or optional dependencies were left out`);
  process.exit(3);
}
const ended = spawnSync(program, process.argv.slice(2), { stdio: "inherit" });
if (ended.error) {
  console.error(`audit: error: ${ended.error.message}`);
  process.exit(3);
}
if (ended.signal) process.kill(process.pid, ended.signal);
process.exit(ended.status ?? 3);
