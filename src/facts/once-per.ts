/**
 * Makes something of an object once, as long as the object lives. Lists of a policy live as long as its rule set, and every
 * order of every batch asks for the same: to fold, sort or index them for each would be most of the work.
 */
export function oncePer<Of extends object, Made extends object>(make: (of: Of) => Made): (of: Of) => Made {
  const known = new WeakMap<Of, Made>();
  return (of) => {
    const found = known.get(of);
    if (found) return found;
    const made = make(of);
    known.set(of, made);
    return made;
  };
}
