import { type Called, call } from '../../client/call.ts';
import type { BodyOf, Schemas } from '../../client/operation.ts';
import { createDraft, getDraft, listDrafts, removeDraft, replaceDraft } from '../../client/operations.generated.ts';
import { plain } from './plain.ts';
import type { Keeper } from './saver.ts';

/** What a draft is about. */
export interface DraftPlace {
  readonly agencyCode: string;
  readonly kind: Schemas['DraftKind'];
  readonly orderId: string | null;
  readonly title: string;
}

/** A draft as the gate has it. */
export interface KeptDraft {
  readonly id: string;
  readonly etag: string | undefined;
  readonly savedAt: string;
  readonly savedBy: Schemas['Draft']['savedBy'];
  readonly review: Schemas['DraftReview'] | null;
}

export interface DraftShape<Content> {
  readonly placeOf: (content: Content) => DraftPlace;
  /** Any JSON may be kept. */
  readonly written: (content: Content) => object;
  readonly readBack: (content: object) => Content;
}

/** A gate that does not answer a save within this time counts as being away. */
export const ANSWER_MS = 20_000;
/** Of a request that outlives its page, by the standard of fetch; with room for what is around the content. */
const KEEPALIVE_BYTES_MAX = 60_000;
/** Among so many of the newest drafts one is looked for whose answer was lost. */
const NEWEST = 3;

/** Saves on their way, of whichever screen: a draft is read only when none is. */
let underWay: Promise<unknown> = Promise.resolve();

/** Done when no draft is on its way to the gate. */
export function draftsSettled(): Promise<unknown> {
  return underWay;
}

/** Keeps something that is typed as a draft at the gate. */
export function draftKeeper<Content>(shape: DraftShape<Content>): Keeper<Content, KeptDraft> {
  return {
    save: (content, kept) => {
      const saving = save(shape, content, kept);
      underWay = Promise.allSettled([underWay, saving]);
      return saving;
    },
    read: async ({ id }) => {
      const answer = await call(getDraft, { path: { id } });
      return { kept: keptAs(answer), content: shape.readBack(answer.data.content ?? {}) };
    },
    written: shape.written,
    find,
  };
}

async function save<Content>(
  { placeOf, written }: DraftShape<Content>,
  content: Content,
  kept: KeptDraft | undefined,
): Promise<KeptDraft> {
  const { title, ...place } = placeOf(content);
  // The generated type of an open object does not say that any JSON may be kept.
  const body = { title, content: written(content) as unknown as BodyOf<'replaceDraft'>['content'] };
  const options = { keepalive: isSmall(body), withinMs: ANSWER_MS };
  if (kept === undefined) return keptAs(await call(createDraft, { body: { ...place, ...body } }, options));
  return keptAs(await call(replaceDraft, { path: { id: kept.id }, body }, { ...options, etag: kept.etag }));
}

/** Looks among the own newest drafts for one that was made without an answer. */
async function find(plainContent: string): Promise<KeptDraft | undefined> {
  const { data } = await call(listDrafts, { query: { author: 'me', limit: NEWEST } });
  for (const { id } of data.items) {
    const answer = await call(getDraft, { path: { id } });
    if (plain(answer.data.content) === plainContent) return keptAs(answer);
  }
  return undefined;
}

export function keptAs({ data, etag }: Pick<Called<'getDraft'>, 'data' | 'etag'>): KeptDraft {
  const { id, savedAt, savedBy, review } = data;
  return { id, etag, savedAt, savedBy, review };
}

/** A draft that stays does no harm: it can be removed by hand, and goes by itself after its days. */
export async function dropDraft({ id, etag }: KeptDraft): Promise<void> {
  await call(removeDraft, { path: { id } }, { etag }).catch(() => undefined);
}

function isSmall(body: object): boolean {
  const text = JSON.stringify(body);
  // No letter is less than a byte: a long order is not turned into bytes for it.
  return text.length < KEEPALIVE_BYTES_MAX && new Blob([text]).size < KEEPALIVE_BYTES_MAX;
}
