import { nameKey } from '../register/index.ts';

/** Something that goes by several names: a product by its name, a processor by its model. */
type NamedThing = { readonly aliases: readonly string[] } & ({ readonly name: string } | { readonly model: string });

/**
 * Lists of products and processors outlive the orders that are compared with them, so the keys of their names are kept as
 * long as they are: normalizing two hundred names for every order would be most of the work.
 */
const keys = new WeakMap<NamedThing, ReadonlySet<string>>();

/** Every name of a thing, as names are compared. */
export function keysOf(named: NamedThing): ReadonlySet<string> {
  const known = keys.get(named);
  if (known) return known;
  const made = new Set(['name' in named ? named.name : named.model, ...named.aliases].map(nameKey));
  keys.set(named, made);
  return made;
}
