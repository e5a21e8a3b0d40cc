const tag = (strings, ...values) => [strings.raw.join("|"), ...values];
console.log(String.raw`\u00e9${1}\n`, tag`a\n${2}\
b`, "\u2028".length, "\ud83d".length);
