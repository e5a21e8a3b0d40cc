/**
 * What every test starts from: an environment in which nothing asks for colours, options or a profile. A continuous
 * integration that sets FORCE_COLOR for its own log would otherwise colour the reports that tests compare.
 */
const asked = /^(FORCE_COLOR|NO_COLOR|NODE_OPTIONS|NODE_DISABLE_COLORS|PERLINE(_(?!MUTATIONS).*)?)$/;

for (const name of Object.keys(process.env).filter((name) => asked.test(name))) delete process.env[name];
