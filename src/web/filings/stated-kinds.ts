import type { Schemas } from '../client/operation.ts';

type Kinds = Schemas['StatedKinds'];
export type StatedKind = keyof Kinds;
export type StatedOfKind = NonNullable<Kinds[StatedKind]>;

export const KINDS = [
  'computers',
  'osClient',
  'osServer',
  'office',
  'antivirusClient',
  'antivirusServer',
] as const satisfies readonly StatedKind[];

/** What stands of each kind today: of the newest day the last statement. They come in the order in which they were made. */
export function standingOf(statements: readonly Schemas['RegisterStatement'][]): Kinds {
  const byDay = statements.toSorted((one, other) =>
    one.asOfOn < other.asOfOn ? -1 : Number(one.asOfOn > other.asOfOn),
  );
  return Object.assign({}, ...byDay.map(({ kinds }) => kinds));
}

/** What is said otherwise than it stands. */
export function newlyStated(standing: Kinds, chosen: Kinds): Kinds {
  return Object.fromEntries(
    KINDS.flatMap((kind) => (chosen[kind] && chosen[kind] !== standing[kind] ? [[kind, chosen[kind]]] : [])),
  );
}
