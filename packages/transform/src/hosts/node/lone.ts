/** Descriptors of properties that have nothing but what is written there: a program may have given `Object.prototype` a `get`. */

// Taken before user code can replace it.
const { setPrototypeOf } = Reflect;

/** The descriptor, which inherits nothing from then on. */
export function lone(descriptor: PropertyDescriptor): PropertyDescriptor {
  setPrototypeOf(descriptor, null);
  return descriptor;
}
