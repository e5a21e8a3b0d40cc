#!/usr/bin/env node
"use strict";
/** The command. Syntax that any Node understands, so that one too old gets its sentence. */
require("../dist/main.js").main(process.argv.slice(2));
