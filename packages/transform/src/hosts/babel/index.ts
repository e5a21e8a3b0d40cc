/** "@perline/transform/babel": what a configuration of Babel's names, which takes a module that is the plugin itself. */
import { babelPlugin } from "./plugin.js";

export = babelPlugin;
