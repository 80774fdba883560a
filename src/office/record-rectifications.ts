import type { MattersOfFilings, OpenedByFiling, Openings, OpeningsToMake } from '../campaigns/index.ts';
import type { Tx } from '../db/index.ts';
import type { Governed } from '../log/index.ts';
import { listUnfinished, openMatters } from '../matters/index.ts';

/** What filings open when they are taken: a rectification for each thing that they show to be wrong. */
export const RECTIFICATIONS: MattersOfFilings = { foresee: foreseeRectifications, open: openRectifications };

/** What an earlier revision of the same filing opened and is not over goes on: nobody has to put one thing right twice. */
async function foreseeRectifications(tx: Tx, { openings, earlier }: Openings): Promise<readonly OpenedByFiling[]> {
  const known = new Map<string, string>();
  for (const { opened } of earlier) {
    for (const each of opened) if (each.matter !== null) known.set(keyOf(each), each.matter);
  }
  const running = new Map((await listUnfinished(tx, [...known.values()])).map(({ key, state }) => [key, state]));
  return openings.map((each) => {
    const matter = running.get(known.get(keyOf(each)) ?? '');
    return matter ? { ...each, matter: matter.id, dueOn: matter.dueOn } : each;
  });
}

function keyOf({ id, cell }: Pick<OpenedByFiling, 'id' | 'cell'>): string {
  return `${id} ${cell ?? ''}`;
}

/** A matter for each thing that no matter runs for, in the same transaction as what takes the filing. */
async function openRectifications(entry: Governed, asked: OpeningsToMake): Promise<readonly OpenedByFiling[]> {
  const { filing, revision, owner, actor, newId } = asked;
  const named = await foreseeRectifications(entry.tx, asked);
  const missing = named.filter(({ matter }) => matter === null);
  const wishes = missing.map(({ kind, title, severity, dueOn, cell }) => ({
    kind,
    severity,
    dueOn,
    title: title['zh-CN'].slice(0, TITLE_MAX),
    owner,
    source: { filing, revision, cell: cell ?? '' },
  }));
  const opened = await openMatters(entry, { wishes, actor, newId });
  const made = new Map(missing.map((each, at) => [each, opened[at]?.id ?? null]));
  return named.map((each) => ({ ...each, matter: each.matter ?? made.get(each) ?? null }));
}

const TITLE_MAX = 255;
