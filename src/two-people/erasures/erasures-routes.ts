import type { SignedActs } from '../../access/index.ts';
import type { Tx } from '../../db/index.ts';
import { eraseFromDrafts } from '../../drafts/index.ts';
import { dayOf } from '../../kernel/index.ts';
import { type ErasableKind, eraseTexts, findErasable, type GovernedDeps } from '../../log/index.ts';
import { eraseContents } from './erase-contents.ts';

type ErasuresParts = GovernedDeps & { readonly kinds: readonly ErasableKind[] };

/** What was said of people is erased by two people once nobody needs it; nobody erases what is about himself. */
export function erasuresActs({ newId, clock, kinds }: ErasuresParts): SignedActs {
  const thingOf = async (tx: Tx, subject: string) =>
    (await findErasable(tx, { kinds, subject, on: dayOf(clock()) })).thing;
  return {
    eraseTexts: {
      reach: 'stated',
      concerns: ({ body: { subject } }) => (subject.startsWith('person/') ? subject.slice('person/'.length) : null),
      agencies: async (tx, { body }) => {
        const { agency } = await thingOf(tx, body.subject);
        return agency === null ? [] : [agency];
      },
      gives: async (tx, { body }) => (await thingOf(tx, body.subject)).rights,
      act: async (entry, { actor, body, query }) => {
        const erasure = await eraseTexts(entry, { newId, kinds }, { ...body, actor });
        await eraseContents(entry.tx, erasure);
        await eraseFromDrafts(entry.tx, erasure);
        const { id, subject, logIndex, texts, proposals } = erasure;
        const status = query.dryRun === true ? 200 : 201;
        return { status, body: { id, subject, at: entry.at, logIndex, texts: [...texts], proposals: [...proposals] } };
      },
    },
  };
}
