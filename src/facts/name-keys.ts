import { nameKey } from '../register/index.ts';
import { oncePer } from './once-per.ts';

/** Something that goes by several names: a product by its name, a processor by its model. */
type NamedThing = { readonly aliases: readonly string[] } & ({ readonly name: string } | { readonly model: string });

/** Every name of a thing, as names are compared. */
export const keysOf = oncePer(
  (named: NamedThing): ReadonlySet<string> =>
    new Set(['name' in named ? named.name : named.model, ...named.aliases].map(nameKey)),
);
