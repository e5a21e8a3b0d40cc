var e = eval;
console.log(e("typeof module"), eval?.("typeof module"));
