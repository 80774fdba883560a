import type { UseFormReturn } from 'react-hook-form';
import { call } from '../../../client/call.ts';
import { GateProblem } from '../../../client/gate-problem.ts';
import type { BodyOf, Schemas } from '../../../client/operation.ts';
import { createDraft, getDraft, removeDraft, replaceDraft } from '../../../client/operations.generated.ts';
import { draftOfContent } from '../body/draft-of-order.ts';
import type { OrderDraft } from '../body/order-draft.ts';
import { DraftTabs } from './draft-tabs.ts';

/** After so long without a key it is saved. */
const PAUSE_MS = 2_000;
/** And while somebody goes on typing, after so long. */
const TYPING_MS = 10_000;

export interface SavedDraft {
  readonly id: string;
  readonly etag: string | undefined;
  readonly review: Schemas['DraftReview'] | null;
}

export interface SavingState {
  /** When it was saved last, an instant; nothing before the first change. */
  readonly savedAt: string | undefined;
  /** Why it could not be saved. The next change is saved again. */
  readonly refusal: Error | undefined;
  /** The draft at the gate, once there is one. */
  readonly draft: SavedDraft | undefined;
  /** Nothing is saved while another tab has the draft, or somebody has saved another content of it. */
  readonly heldBy: 'tab' | 'somebody' | undefined;
  /** Who has saved it and when, once that is read. */
  readonly elsewhere: SavedElsewhere | undefined;
}

export interface SavedElsewhere {
  readonly by: string | null;
  readonly at: string;
}

export interface Saving {
  readonly form: UseFormReturn<OrderDraft>;
  readonly orderId: string | undefined;
  readonly opened: SavedDraft | undefined;
  /** The order as it was when an amendment was begun: kept with it, because the order may have changed when it is opened again. */
  readonly baseOf: () => OrderDraft | undefined;
}

/** What the gate answers to whatever is done with a draft. */
export interface KeptAnswer {
  readonly data: Pick<Schemas['Draft'], 'id' | 'savedAt' | 'review'>;
  readonly etag: string | undefined;
}

/** What stood at the gate when it was last the same as here, and what stands there now. */
export interface Divergence {
  readonly base: OrderDraft;
  readonly theirs: OrderDraft;
}

/** One save at a time, each on top of the one before: the tag of a draft is that of its last save. */
export class DraftSaver {
  onMade: (id: string) => void = () => undefined;
  onState: (state: SavingState) => void = () => undefined;
  #state: SavingState;
  /** What the gate has, as far as this page knows. */
  #kept: OrderDraft;
  #tabs: DraftTabs | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #dueAt: number | undefined;
  #last: Promise<void> = Promise.resolve();
  readonly #saving: Saving;

  constructor(saving: Saving) {
    this.#saving = saving;
    this.#kept = structuredClone(saving.form.getValues());
    this.#state = {
      savedAt: undefined,
      refusal: undefined,
      draft: saving.opened,
      heldBy: undefined,
      elsewhere: undefined,
    };
  }

  get state(): SavingState {
    return this.#state;
  }

  /** Begins to listen to other tabs. */
  start(): void {
    this.#tabs = new DraftTabs({
      onHeld: () => this.#say({ heldBy: 'tab' }),
      onTaken: async () => {
        await this.flush();
        this.#say({ heldBy: 'tab' });
      },
    });
    if (this.#state.draft !== undefined) this.#tabs.open(this.#state.draft.id);
  }

  stop(): void {
    void this.flush();
    this.#tabs?.close();
  }

  changed(): void {
    const now = performance.now();
    this.#dueAt ??= now + TYPING_MS;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), Math.max(0, Math.min(PAUSE_MS, this.#dueAt - now)));
  }

  /** Saves at once what is not saved yet; done when it is saved, or refused. */
  flush(): Promise<void> {
    if (this.#dueAt === undefined || this.#state.heldBy !== undefined) return this.#last;
    return this.#saveNow();
  }

  /** Does something to the draft as it stands here; throws what the gate refused. */
  async act(does: (draft: SavedDraft) => Promise<KeptAnswer>): Promise<void> {
    if (this.#state.draft === undefined) await this.#saveNow();
    else await this.flush();
    const { draft, refusal } = this.#state;
    if (draft === undefined) throw refusal ?? new Error('there is no draft yet');
    const { data, etag } = await does(draft);
    this.#say({ savedAt: data.savedAt, draft: { id: draft.id, etag, review: data.review } });
  }

  /** Takes the draft for this page, which saves again once `resume` says that the two are joined. */
  async takeOver(): Promise<Divergence | undefined> {
    const { draft } = this.#state;
    if (draft === undefined) return undefined;
    await this.#tabs?.take();
    const { data, etag } = await call(getDraft, { path: { id: draft.id } });
    const theirs = data.content === null ? this.#kept : draftOfContent(data.content);
    const base = this.#kept;
    this.#kept = theirs;
    this.#say({ refusal: undefined, draft: { id: draft.id, etag, review: data.review } });
    return { base, theirs };
  }

  /** Leaves the draft to whoever has saved it, and keeps what stands here as one of its own. */
  async saveAsNew(): Promise<void> {
    this.#say({ draft: undefined, heldBy: undefined, elsewhere: undefined });
    await this.#saveNow();
  }

  /** Saves again from now on, on top of what was read when the draft was taken over. */
  resume(): void {
    this.#say({ heldBy: undefined, elsewhere: undefined });
    this.changed();
  }

  async remove(): Promise<void> {
    this.#clear();
    await this.#last;
    const { draft } = this.#state;
    this.#say({ draft: undefined });
    if (draft === undefined) return;
    // A draft that stays does no harm: it can be removed by hand, and goes by itself after its days.
    await call(removeDraft, { path: { id: draft.id } }, { etag: draft.etag }).catch(() => undefined);
  }

  #saveNow(): Promise<void> {
    this.#clear();
    this.#last = this.#last
      .then(() => this.#save())
      .catch((refusal: Error) => {
        const isStale = refusal instanceof GateProblem && refusal.status === 412;
        // What was not saved is saved as soon as somebody takes the draft over here.
        this.#dueAt = isStale ? performance.now() : undefined;
        this.#say({
          savedAt: undefined,
          refusal: isStale ? undefined : refusal,
          ...(isStale && { heldBy: 'somebody' }),
        });
        if (isStale) void this.#readElsewhere();
      });
    return this.#last;
  }

  /** That somebody has saved it is told at once; who and when comes after it, if it can be read. */
  async #readElsewhere(): Promise<void> {
    const { draft } = this.#state;
    if (draft === undefined) return;
    const read = await call(getDraft, { path: { id: draft.id } }).catch(() => undefined);
    if (read === undefined || this.#state.heldBy !== 'somebody') return;
    this.#say({ elsewhere: { by: read.data.savedBy?.name ?? null, at: read.data.savedAt } });
  }

  #clear(): void {
    clearTimeout(this.#timer);
    this.#dueAt = undefined;
  }

  #say(changed: Partial<SavingState>): void {
    this.#state = { ...this.#state, ...changed };
    this.onState(this.#state);
  }

  async #save(): Promise<void> {
    const { form, orderId } = this.#saving;
    const typed = structuredClone(form.getValues());
    // Without an agency nobody could be told whose draft it is.
    if (typed.agencyCode === '') return;
    // Any JSON may be kept, which the generated type of an open object does not say.
    const base = this.#saving.baseOf();
    const kept = base === undefined ? typed : { ...typed, base };
    const content = kept as unknown as BodyOf<'replaceDraft'>['content'];
    const body = { title: typed.reference.trim() || typed.agencyCode, content };
    const { draft } = this.#state;
    if (draft === undefined) {
      const kind = orderId === undefined ? ('order' as const) : ('amendment' as const);
      const made = { ...body, agencyCode: typed.agencyCode, kind, orderId: orderId ?? null };
      this.#keep(typed, await call(createDraft, { body: made }));
      return;
    }
    this.#keep(typed, await call(replaceDraft, { path: { id: draft.id }, body }, { etag: draft.etag }));
  }

  #keep(typed: OrderDraft, { data, etag }: KeptAnswer): void {
    const isNew = this.#state.draft === undefined;
    this.#kept = typed;
    this.#say({ savedAt: data.savedAt, refusal: undefined, draft: { id: data.id, etag, review: data.review } });
    if (!isNew) return;
    this.#tabs?.open(data.id);
    this.onMade(data.id);
  }
}
