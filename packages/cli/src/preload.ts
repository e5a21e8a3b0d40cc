/**
 * What `perline run` puts in front of a program, in its process and in those that it starts.
 *
 * One file by itself: under Node's permission model, where nothing can be measured, it may be the only one that can be read.
 */
import { createRequire } from "node:module";

if (Reflect.get(process, "permission") === undefined) createRequire(__filename)("./take-part.js");
