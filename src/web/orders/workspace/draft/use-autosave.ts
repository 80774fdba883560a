import { useEffect, useRef, useState } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import { call } from '../../../client/call.ts';
import type { BodyOf } from '../../../client/operation.ts';
import { createDraft, removeDraft, replaceDraft } from '../../../client/operations.generated.ts';
import type { OrderDraft } from '../body/order-draft.ts';

/** After so long without a key it is saved. */
const PAUSE_MS = 2_000;
/** And while somebody goes on typing, after so long. */
const TYPING_MS = 10_000;

export interface SavedDraft {
  readonly id: string;
  readonly etag: string | undefined;
}

export interface Autosave {
  /** When it was saved last, an instant; nothing before the first change. */
  readonly savedAt: string | undefined;
  /** Why it could not be saved. The next change is saved again, unless somebody else has the draft. */
  readonly refusal: Error | undefined;
  /** Once the order is submitted nobody needs its draft. */
  readonly remove: () => Promise<void>;
}

interface Saving {
  readonly form: UseFormReturn<OrderDraft>;
  readonly orderId: string | undefined;
  readonly opened: SavedDraft | undefined;
  /** Told when a draft is made, so that a reload opens it again. */
  readonly onMade: ((id: string) => void) | undefined;
}

/** Keeps what is typed at the gate, where neither a power cut nor a colleague's computer loses it. */
export function useAutosave({ form, orderId, opened, onMade }: Saving): Autosave {
  const [told, setTold] = useState<Pick<Autosave, 'savedAt' | 'refusal'>>({ savedAt: undefined, refusal: undefined });
  const [saver] = useState(() => new Saver({ form, orderId, opened, onMade: undefined }, setTold));
  const made = useRef(onMade);
  useEffect(() => {
    made.current = onMade;
  });
  useEffect(() => {
    saver.onMade = (id) => made.current?.(id);
    const stop = form.subscribe({ formState: { values: true }, callback: () => saver.changed() });
    const hide = (): void => {
      if (document.visibilityState === 'hidden') saver.flush();
    };
    document.addEventListener('visibilitychange', hide);
    return () => {
      stop();
      document.removeEventListener('visibilitychange', hide);
      saver.flush();
    };
  }, [form, saver]);
  return { ...told, remove: () => saver.remove() };
}

/** One save at a time, each on top of the one before: the tag of a draft is that of its last save. */
class Saver {
  onMade: (id: string) => void = () => undefined;
  #draft: SavedDraft | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #dueAt: number | undefined;
  #last: Promise<void> = Promise.resolve();
  readonly #saving: Saving;
  readonly #tell: (told: Pick<Autosave, 'savedAt' | 'refusal'>) => void;

  constructor(saving: Saving, tell: (told: Pick<Autosave, 'savedAt' | 'refusal'>) => void) {
    this.#saving = saving;
    this.#draft = saving.opened;
    this.#tell = tell;
  }

  changed(): void {
    const now = performance.now();
    this.#dueAt ??= now + TYPING_MS;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), Math.max(0, Math.min(PAUSE_MS, this.#dueAt - now)));
  }

  /** Saves at once what is not saved yet. */
  flush(): void {
    if (this.#dueAt === undefined) return;
    this.#stop();
    this.#last = this.#last
      .then(() => this.#save())
      .catch((refusal: Error) => this.#tell({ savedAt: undefined, refusal }));
  }

  async remove(): Promise<void> {
    this.#stop();
    await this.#last;
    const draft = this.#draft;
    this.#draft = undefined;
    if (draft === undefined) return;
    // A draft that stays does no harm: it can be removed by hand, and goes by itself after its days.
    await call(removeDraft, { path: { id: draft.id } }, { etag: draft.etag }).catch(() => undefined);
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#dueAt = undefined;
  }

  async #save(): Promise<void> {
    const { form, orderId } = this.#saving;
    const typed = form.getValues();
    // Without an agency nobody could be told whose draft it is.
    if (typed.agencyCode === '') return;
    // Any JSON may be kept, which the generated type of an open object does not say.
    const content = typed as unknown as BodyOf<'replaceDraft'>['content'];
    const kept = { title: typed.reference.trim() || typed.agencyCode, content };
    const draft = this.#draft;
    if (draft === undefined) {
      const kind = orderId === undefined ? ('order' as const) : ('amendment' as const);
      const body = { ...kept, agencyCode: typed.agencyCode, kind, orderId: orderId ?? null };
      const { data, etag } = await call(createDraft, { body });
      this.#draft = { id: data.id, etag };
      this.#tell({ savedAt: data.savedAt, refusal: undefined });
      this.onMade(data.id);
      return;
    }
    const { data, etag } = await call(replaceDraft, { path: { id: draft.id }, body: kept }, { etag: draft.etag });
    this.#draft = { id: draft.id, etag };
    this.#tell({ savedAt: data.savedAt, refusal: undefined });
  }
}
