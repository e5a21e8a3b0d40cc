const sites = function () {
  const { prepareStackTrace, stackTraceLimit } = Error;
  Error.prepareStackTrace = (_error, callSites) => callSites;
  Error.stackTraceLimit = 3;
  const { stack } = new Error();
  Error.prepareStackTrace = prepareStackTrace;
  Error.stackTraceLimit = stackTraceLimit;
  return stack.map((site) => `${site.getFunctionName()}:${site.getLineNumber()}`);
};
const middle = function () {
  return sites();
};
const outer = function () {
  return middle();
};
console.log(outer());
