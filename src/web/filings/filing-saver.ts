import { type Called, call } from '../client/call.ts';
import { GateProblem } from '../client/gate-problem.ts';
import { getFilingDraft, saveFilingDraft } from '../client/operations.generated.ts';
import { type Conflict, draftOf, type FilingContent, mergeSheets, type TypedSheet } from '../sheet/sheet-content.ts';

export type SavedDraft = Called<'getFilingDraft'>['data'];

export interface SaverNews {
  readonly isSaving: boolean;
  readonly saved?: SavedDraft;
  readonly refusal?: Error | undefined;
  /** What somebody else has saved meanwhile, together with what is here. */
  readonly merged?: {
    readonly typed: TypedSheet;
    readonly conflicts: readonly Conflict[];
    readonly by: string | null;
    readonly at: string | null;
  };
}

interface SaverOptions {
  readonly path: { readonly id: string };
  readonly query: { readonly reporter: string };
  readonly opened: { readonly draft: SavedDraft; readonly etag: string | undefined };
  /** What can be sent of what is typed. */
  readonly contentOf: (typed: TypedSheet) => FilingContent;
  readonly tell: (news: SaverNews) => void;
}

const PAUSE_MS = 600;
/** Somebody else may save again and again; one who types does not wait for ever. */
const MERGES_MAX = 5;

/**
 * Keeps what is typed as the unit's draft. One save at a time, each on top of the one before; where a colleague was quicker,
 * both are put together and nothing of either is lost.
 */
export class FilingSaver {
  #etag: string | undefined;
  #version: number;
  /** As both last agreed on. */
  #base: TypedSheet;
  #waiting: TypedSheet | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #last: Promise<void> = Promise.resolve();
  readonly #options: SaverOptions;

  constructor(options: SaverOptions) {
    this.#options = options;
    this.#etag = options.opened.etag;
    this.#version = options.opened.draft.version;
    this.#base = draftOf(options.opened.draft.content);
  }

  /** The version of the draft that this page has read or saved last. */
  get version(): number {
    return this.#version;
  }

  /** Takes in what others have saved since. */
  async readAnew(): Promise<void> {
    this.#last = this.#last.then(() => this.#takeNewer());
    await this.#last;
    await this.flush();
  }

  async #takeNewer(): Promise<void> {
    try {
      await this.#merge();
    } catch (refusal) {
      this.#options.tell({ isSaving: false, refusal: refusal as Error });
    }
  }

  changed(typed: TypedSheet): void {
    this.#waiting = typed;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), PAUSE_MS);
    this.#options.tell({ isSaving: true });
  }

  /** Saves at once what is not saved yet, and answers when it is. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#last = this.#last.then(() => this.#saveWaiting());
    return this.#last;
  }

  /** Whether something would be lost if the page were left now. */
  isUnsaved(): boolean {
    return this.#waiting !== undefined;
  }

  async #saveWaiting(): Promise<void> {
    const typed = this.#waiting;
    if (typed === undefined) return;
    try {
      const { saved, sent } = await this.#save(typed);
      if (this.#waiting === sent) this.#waiting = undefined;
      this.#options.tell({ isSaving: this.#waiting !== undefined, saved, refusal: undefined });
    } catch (refusal) {
      // It is still to be saved, with the next change or when the page is left.
      this.#options.tell({ isSaving: false, refusal: refusal as Error });
    }
  }

  async #save(typed: TypedSheet): Promise<{ readonly saved: SavedDraft; readonly sent: TypedSheet }> {
    let mine = typed;
    for (let merges = 0; ; merges += 1) {
      try {
        return { saved: await this.#put(mine), sent: mine };
      } catch (error) {
        if (!isStale(error) || merges === MERGES_MAX) throw error;
        mine = await this.#merge();
      }
    }
  }

  async #put(typed: TypedSheet): Promise<SavedDraft> {
    const { path, query, contentOf } = this.#options;
    const args = { path, query, body: contentOf(typed) };
    const { data, etag } = await call(saveFilingDraft, args, { etag: this.#etag, keepalive: true });
    this.#etag = etag;
    this.#version = data.version;
    this.#base = typed;
    return data;
  }

  async #merge(): Promise<TypedSheet> {
    const { path, query, tell } = this.#options;
    const { data, etag } = await call(getFilingDraft, { path, query });
    const theirs = draftOf(data.content);
    const { merged, conflicts } = mergeSheets(this.#base, this.#waiting ?? this.#base, theirs);
    this.#etag = etag;
    this.#version = data.version;
    this.#base = theirs;
    this.#waiting = merged;
    tell({ isSaving: true, merged: { typed: merged, conflicts, by: data.savedBy?.name ?? null, at: data.savedAt } });
    return merged;
  }
}

function isStale(error: unknown): boolean {
  return error instanceof GateProblem && error.status === 412;
}
