1;
while (0);
var a = 1;
a + 1;
for (a of []) 3;
