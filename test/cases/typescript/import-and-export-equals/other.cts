const two: number = 2;
export = { two, deep: { value: 3 } };
