for (let i = 0; i < 2; i++)
  for (const x of [1])
    if (x)
      while (true)
        try {
          console.log(i);
          break;
        } finally {
          console.log("f");
        }
    else
      console.log("no");
do
  console.log("d");
while (0);
