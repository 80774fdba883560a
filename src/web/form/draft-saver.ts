import { call } from '../client/call.ts';
import { GateProblem } from '../client/gate-problem.ts';
import type { BodyOf, Schemas } from '../client/operation.ts';
import { createDraft, getDraft, listDrafts, removeDraft, replaceDraft } from '../client/operations.generated.ts';

/** What a draft is about: one order has one draft of a kind, whoever of the agency opened it first. */
export interface DraftPlace {
  readonly agencyCode: string;
  readonly kind: Schemas['DraftKind'];
  readonly orderId: string;
  readonly title: string;
}

export interface KeptDraft {
  readonly id: string;
  readonly etag: string | undefined;
  readonly content: object;
}

export interface SaverNews<Content> {
  readonly savedAt?: string;
  readonly refusal?: Error | undefined;
  readonly isSaving: boolean;
  /** What somebody else has saved meanwhile, together with what is here. */
  readonly merged?: Content;
}

interface SaverOptions<Content> {
  readonly place: DraftPlace;
  readonly opened: KeptDraft | undefined;
  readonly merge: (mine: Content, theirs: object) => Content;
  readonly tell: (news: SaverNews<Content>) => void;
}

/** So long after the last change it is saved: a scan a second is saved a scan a second. */
const PAUSE_MS = 250;
/** Of a request that outlives its page, by the standard of fetch; with room for what is around the content. */
const KEEPALIVE_BYTES_MAX = 60_000;

/** Saves on their way, of whichever screen: a draft is read only when none is. */
let underWay: Promise<unknown> = Promise.resolve();

/** The newest draft of a place that this person may read, with its content. */
export async function openDraft({ kind, orderId }: DraftPlace): Promise<KeptDraft | undefined> {
  await underWay;
  const { data } = await call(listDrafts, { query: { kind, orderId, limit: 20 } });
  const newest = data.items.find(({ masked }) => !masked);
  if (newest === undefined) return undefined;
  const { data: draft, etag } = await call(getDraft, { path: { id: newest.id } });
  return draft.content === null ? undefined : { id: draft.id, etag, content: draft.content };
}

/**
 * Keeps what is typed at the gate, where neither a reload nor a colleague's computer loses it. One save at a time, each on
 * top of the one before; where somebody else was quicker, both are put together.
 */
export class DraftSaver<Content extends object> {
  #draft: Omit<KeptDraft, 'content'> | undefined;
  #content: Content | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isBusy = false;
  #last: Promise<void> = Promise.resolve();
  readonly #options: SaverOptions<Content>;

  constructor(options: SaverOptions<Content>) {
    this.#options = options;
    this.#draft = options.opened;
  }

  changed(content: Content): void {
    this.#content = content;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), PAUSE_MS);
    this.#options.tell({ isSaving: true });
  }

  /** Saves at once what is not saved yet. */
  flush(): void {
    clearTimeout(this.#timer);
    if (this.#content === undefined) return;
    this.#last = this.#last.then(() => this.#saveNewest());
    underWay = this.#last;
  }

  /** Sends what can still be sent when the page is left. Answers whether something would be lost. */
  leave(): boolean {
    const content = this.#content;
    if (content === undefined) return false;
    const wouldBeLost = this.#isBusy || !isSmall(content);
    this.flush();
    return wouldBeLost;
  }

  async remove(): Promise<void> {
    clearTimeout(this.#timer);
    this.#content = undefined;
    await this.#last;
    const draft = this.#draft;
    this.#draft = undefined;
    if (draft === undefined) return;
    // A draft that stays does no harm: it can be removed by hand, and goes by itself after its days.
    await call(removeDraft, { path: { id: draft.id } }, { etag: draft.etag }).catch(() => undefined);
  }

  async #saveNewest(): Promise<void> {
    const content = this.#content;
    if (content === undefined) return;
    this.#content = undefined;
    this.#isBusy = true;
    try {
      const savedAt = await this.#save(content);
      this.#options.tell({ savedAt, refusal: undefined, isSaving: this.#content !== undefined });
    } catch (refusal) {
      // It is still to be saved, with the next change or when the page is left.
      this.#content ??= content;
      this.#options.tell({ refusal: refusal as Error, isSaving: false });
    } finally {
      this.#isBusy = false;
    }
  }

  async #save(content: Content): Promise<string> {
    const draft = this.#draft;
    if (draft === undefined) return this.#make(content);
    try {
      return await this.#replace(draft, content);
    } catch (error) {
      if (error instanceof GateProblem && error.status === 404) return this.#make(content);
      if (!(error instanceof GateProblem && error.status === 412)) throw error;
      const theirs = await call(getDraft, { path: { id: draft.id } });
      const merged = this.#options.merge(this.#content ?? content, theirs.data.content ?? {});
      this.#content = undefined;
      this.#options.tell({ merged, isSaving: true });
      return this.#replace({ id: draft.id, etag: theirs.etag }, merged);
    }
  }

  async #make(content: Content): Promise<string> {
    const { agencyCode, kind, orderId, title } = this.#options.place;
    const body = { agencyCode, kind, orderId, title, content: jsonOf(content) };
    const { data, etag } = await call(createDraft, { body }, { keepalive: isSmall(content) });
    this.#draft = { id: data.id, etag };
    return data.savedAt;
  }

  async #replace({ id, etag: known }: Omit<KeptDraft, 'content'>, content: Content): Promise<string> {
    const body = { title: this.#options.place.title, content: jsonOf(content) };
    const options = { etag: known, keepalive: isSmall(content) };
    const { data, etag } = await call(replaceDraft, { path: { id }, body }, options);
    this.#draft = { id, etag };
    return data.savedAt;
  }
}

/** Any JSON may be kept, which the generated type of an open object does not say. */
function jsonOf(content: object): BodyOf<'replaceDraft'>['content'] {
  return content as unknown as BodyOf<'replaceDraft'>['content'];
}

function isSmall(content: object): boolean {
  return new Blob([JSON.stringify(content)]).size < KEEPALIVE_BYTES_MAX;
}
