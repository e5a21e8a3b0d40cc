// Node loads what follows through Babel, by the configuration beside this file.
require("@babel/register")({ configFile: `${__dirname}/babel.config.json`, only: [__dirname], cache: false });
