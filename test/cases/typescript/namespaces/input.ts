namespace N {
  export const a = make(1);
  export function f() {
    return a + 1;
  }
  export namespace M {
    export const b = () => f();
  }
}
namespace N {
  export const c = 2;
}
namespace Types {
  export type T = 1;
}
declare module "nowhere" {
  const x: number;
}
function make(n: number) {
  return n;
}
console.log(N.f(), N.M.b(), N.c);
