import { type ErasableKind, eraseTexts, type GovernedDeps } from '../log/index.ts';
import { eraseCopies } from './erase-copies.ts';
import type { SignedActs } from './signed-act.ts';

type ErasuresParts = GovernedDeps & { readonly kinds: readonly ErasableKind[] };

/** What was said of people is erased by two people once nobody needs it; nobody erases what is about himself. */
export function erasuresActs({ newId, kinds }: ErasuresParts): SignedActs {
  return {
    eraseTexts: {
      concerns: ({ body: { subject } }) => (subject.startsWith('person/') ? subject.slice('person/'.length) : null),
      act: async (entry, { actor, body, query }) => {
        const erasure = await eraseTexts(entry, { newId, kinds }, { ...body, actor });
        await eraseCopies(entry.tx, erasure);
        const { id, subject, logIndex, texts, proposals } = erasure;
        const status = query.dryRun === true ? 200 : 201;
        return { status, body: { id, subject, at: entry.at, logIndex, texts: [...texts], proposals: [...proposals] } };
      },
    },
  };
}
