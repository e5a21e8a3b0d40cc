/**
 * What `perline run` puts in front of a program, in its process and in those that it starts.
 *
 * One file by itself: under Node's permission model, where nothing can be measured, it may be the only one that can be read. It needs
 * no other part of Node: see usual-stack.ts.
 */
if (Reflect.get(process, "permission") === undefined) module.require("./take-part.js");
