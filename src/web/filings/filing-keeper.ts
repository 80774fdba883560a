import { type Called, call } from '../client/call.ts';
import { getFilingDraft, saveFilingDraft } from '../client/operations.generated.ts';
import { ANSWER_MS } from '../form/saving/draft-keeper.ts';
import type { Keeper } from '../form/saving/saver.ts';
import { draftOf, type FilingContent, type TypedSheet } from '../sheet/sheet-content.ts';

export type SavedDraft = Called<'getFilingDraft'>['data'];

/** The draft of a unit, as the gate has it. */
export interface KeptFiling {
  readonly draft: SavedDraft;
  readonly etag: string | undefined;
  readonly savedAt: string | null;
}

interface FilingPlace {
  readonly path: { readonly id: string };
  readonly query: { readonly reporter: string };
  /** What can be sent of what is typed. */
  readonly contentOf: (typed: TypedSheet) => FilingContent;
}

/** Keeps what is typed as the unit's draft, which is there from the beginning. */
export function filingKeeper({ path, query, contentOf }: FilingPlace): Keeper<TypedSheet, KeptFiling> {
  return {
    save: async (typed, kept) => {
      const args = { path, query, body: contentOf(typed) };
      return keptFiling(await call(saveFilingDraft, args, { etag: kept?.etag, keepalive: true, withinMs: ANSWER_MS }));
    },
    read: async () => {
      const answer = await call(getFilingDraft, { path, query });
      return { kept: keptFiling(answer), content: draftOf(answer.data.content) };
    },
    written: contentOf,
  };
}

export function keptFiling({ data, etag }: Pick<Called<'getFilingDraft'>, 'data' | 'etag'>): KeptFiling {
  return { draft: data, etag, savedAt: data.savedAt };
}
