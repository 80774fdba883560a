import type { ImportableKind } from '../reference/index.ts';
import { PARTS, type Part } from './parts.ts';

type KindOf<P> = P extends { readonly kinds: infer Kinds } ? keyof Kinds : never;

export type ReferenceName = KindOf<(typeof PARTS)[number]>;

/** Every kind of reference data, by the word that paths and commands use. */
export const REFERENCE_KINDS: Readonly<Record<ReferenceName, ImportableKind>> = Object.assign(
  {},
  ...PARTS.map(({ kinds }: Part) => kinds),
);
