import type { Tx } from '../../db/index.ts';
import { type Actor, MASK, type Role, seesTexts } from '../../kernel/index.ts';
import { ERASED, listActed, selectIn } from '../../log/index.ts';
import { findKeyRows, findPersonRows } from './find-whole-people.ts';

/** Who acted, as records name them: a key or session, a person, or both. */
export interface ActedIds {
  readonly key?: string | null;
  readonly person?: string | null;
}

/** Who acted, for people to read. */
export interface ActedBy {
  /** Null for a program. */
  readonly person: string | null;
  /** As the register has it now; `已抹除` once it was erased, null for a program. */
  readonly name: string | null;
  /** In which role; null where only the person was recorded. */
  readonly role: Role | null;
}

/** Stands where a name or reason was erased. */
export const ERASED_MARK = '已抹除';

/**
 * Answers who acted: three statements, however many they are. Whoever asks has made sure that the caller may read what was
 * done; records and leaves go on naming ids alone.
 */
export async function findActedBy(
  tx: Tx,
  acted: readonly (ActedIds | null)[],
): Promise<(ids: ActedIds | null) => ActedBy | null> {
  const keys = acted.map((ids) => ids?.key ?? null);
  const persons = await findPersonRows(
    tx,
    acted.flatMap((ids) => ids?.person ?? []),
  );
  const names = new Map([...persons].map(([id, { name }]) => [id, name === ERASED ? ERASED_MARK : String(name)]));
  const isSession = (key: string | null): boolean => key?.startsWith('ses_') === true;
  const sessions = await selectIn(tx, 'sessions', 'id', keys.filter(isSession));
  const apiKeys = await findKeyRows(
    tx,
    keys.flatMap((key) => (key === null || isSession(key) ? [] : [key])),
  );
  const roles = new Map([...sessions, ...apiKeys.values()].map(({ id, role }) => [id, role as Role]));
  return (ids) => {
    if (!ids || (!ids.key && !ids.person)) return null;
    const { key = null, person = null } = ids;
    return { person, name: person && (names.get(person) ?? null), role: (key && roles.get(key)) || null };
  };
}

/**
 * Answers who acted by leaves of the log. Of a classified order everybody but its agency gets the role alone, and a
 * platform gets no name at all.
 */
export async function findActedAt(
  tx: Tx,
  reader: Actor,
  logIndexes: readonly number[],
): Promise<(logIndex: number) => ActedBy | null> {
  const acted = await listActed(tx, [...new Set(logIndexes)]);
  const actedBy = await findActedBy(
    tx,
    acted.map(({ by }) => by),
  );
  const orders = await selectIn(
    tx,
    'orders',
    'id',
    acted.flatMap(({ subject }) => (subject.startsWith(ORDER) ? [subject.slice(ORDER.length)] : [])),
  );
  const classified = new Set(orders.filter((order) => Number(order.is_classified) === 1).map(({ id }) => ORDER + id));
  const byLeaf = new Map(
    acted.map(({ logIndex, subject, by }) => {
      const isMasked = reader.role === 'platform' || (classified.has(subject) && !seesTexts(reader));
      return [logIndex, maskName(actedBy(by), isMasked)] as const;
    }),
  );
  return (logIndex) => byLeaf.get(logIndex) ?? null;
}

const ORDER = 'order/';

/** The same without the name. */
export function maskName(who: ActedBy | null, isMasked: boolean): ActedBy | null {
  return isMasked && who?.name ? { ...who, name: MASK } : who;
}
