console.log([, 1, , 2].length, 0 in [, 1], [1, , 2].indexOf(undefined), [
  ,
  Math.max(1),
  ,
]);
