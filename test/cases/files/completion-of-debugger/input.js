"use strict";
1;
debugger;
