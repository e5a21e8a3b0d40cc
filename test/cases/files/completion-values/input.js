1;
var x = 2
