/**
 * Works something out once for each thing, as long as that is there. Rows of a draft are never changed in place: whatever follows
 * from a row alone is worked out again for the one that a key changed, and not for two hundred.
 */
export function onceFor<Thing extends object, Of>(of: (thing: Thing) => Of): (thing: Thing) => Of {
  const known = new WeakMap<Thing, { readonly is: Of }>();
  return (thing) => {
    const found = known.get(thing) ?? { is: of(thing) };
    known.set(thing, found);
    return found.is;
  };
}
