const a = "\u2028"; console.log(a.length); console.log(2);console.log(3);
throw new Error("on line five");
