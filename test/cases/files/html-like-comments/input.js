var x = 1; <!-- a comment
--> another
x + 1;
