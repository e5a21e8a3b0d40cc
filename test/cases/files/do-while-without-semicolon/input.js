let n = 0;
do n++; while (n < 3) console.log(n)
if (n) console.log("yes")
else console.log("no")
