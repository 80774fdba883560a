import { useEffect, useMemo, useRef, useState } from 'react';
import { type Called, call } from '../../../client/call.ts';
import { GateAway } from '../../../client/gate-problem.ts';
import { getDraft } from '../../../client/operations.generated.ts';
import { onDraftEnd, tellDraftEnd } from '../../../form/saving/draft-ends.ts';
import { draftKeeper, dropDraft, type KeptDraft, keptAs } from '../../../form/saving/draft-keeper.ts';
import type { Meeting } from '../../../form/saving/saver.ts';
import { type SaverHandle, useSaver } from '../../../form/saving/use-saver.ts';
import { draftOfContent } from '../body/draft-of-order.ts';
import type { OrderDraft } from '../body/order-draft.ts';
import type { DraftForm } from '../draft-form.ts';
import { DraftTabs } from './draft-tabs.ts';
import { draftTitle } from './draft-title.ts';

/** After so long without a key it is saved. */
const PAUSE_MS = 2_000;
/** And while somebody goes on typing, after so long. */
const TYPING_MS = 10_000;

export interface Autosave extends Pick<SaverHandle<OrderDraft, KeptDraft>, 'subscribe' | 'snapshot'> {
  /** Whether something here is not saved. */
  readonly isUnsaved: () => boolean;
  /** Does something to the draft as it stands here; throws what the gate refused. */
  readonly act: (does: (draft: KeptDraft) => Promise<Pick<Called<'getDraft'>, 'data' | 'etag'>>) => Promise<void>;
  /** Takes the draft for this page, which saves again once `resume` says that the two are joined. */
  readonly takeOver: () => Promise<Meeting<OrderDraft, KeptDraft> | undefined>;
  readonly resume: () => void;
  /** Leaves the draft to whoever has saved it, and keeps what stands here as one of its own. */
  readonly saveAsNew: () => void;
  readonly again: () => void;
  /** It was submitted: nobody needs the draft. */
  readonly remove: () => Promise<void>;
}

interface Typing {
  readonly form: DraftForm;
  readonly orderId: string | undefined;
  readonly opened: KeptDraft | undefined;
  /** The order as it was when an amendment was begun: kept with it, because the order may have changed when it is opened again. */
  readonly baseOf: () => OrderDraft | undefined;
  /** Told when a draft is made, so that a reload opens it again. */
  readonly onMade: ((id: string) => void) | undefined;
}

type OrderSaver = SaverHandle<OrderDraft, KeptDraft>;

/** Keeps what is typed at the gate, where neither a power cut nor a colleague's computer loses it. */
export function useAutosave(typing: Typing): Autosave {
  const { form, opened, onMade } = typing;
  const handle = useSaver<OrderDraft, KeptDraft>(() => ({
    keeper: keeperOf(typing),
    kept: opened,
    content: () => contentOf(form),
    base: form.getValues(),
    ...{ pauseMs: PAUSE_MS, typingMs: TYPING_MS },
  }));
  useEffect(() => form.subscribe(() => handle.saver.changed()), [form, handle]);
  const tabs = useTabs(handle, onMade);
  return useMemo(() => actsOf(handle, tabs), [handle, tabs]);
}

function actsOf(
  { saver, subscribe, snapshot }: OrderSaver,
  tabs: { readonly current: DraftTabs | undefined },
): Autosave {
  return {
    ...{ subscribe, snapshot, isUnsaved: saver.isUnsaved },
    act: async (does) => {
      await (saver.kept === undefined ? saver.insist() : saver.flush());
      const draft = saver.kept;
      if (draft === undefined) throw saver.state.is === 'refused' ? saver.state.refusal : new GateAway(saver.state.is);
      saver.acted(keptAs(await does(draft)));
    },
    takeOver: async () => {
      await tabs.current?.take();
      return saver.meet();
    },
    resume: () => void saver.resume(),
    saveAsNew: () => void saver.saveAsNew(),
    again: () => void saver.flush(),
    remove: async () => {
      const draft = await saver.end();
      if (draft === undefined) return;
      tellDraftEnd(draft.id, 'submitted');
      await dropDraft(draft);
    },
  };
}

/** Without an agency nobody could be told whose draft it is. */
function contentOf(form: DraftForm): OrderDraft | undefined {
  const typed = form.getValues();
  return typed.agencyCode === '' ? undefined : typed;
}

function keeperOf({ orderId, baseOf }: Typing) {
  return draftKeeper<OrderDraft>({
    placeOf: (typed) => ({
      ...{ agencyCode: typed.agencyCode, orderId: orderId ?? null, title: draftTitle(typed) },
      kind: orderId === undefined ? 'order' : 'amendment',
    }),
    written: (typed) => {
      const base = baseOf();
      return base === undefined ? typed : { ...typed, base };
    },
    readBack: draftOfContent,
  });
}

/** Tabs of one browser work on a draft one after the other, and tell each other when it is done. */
function useTabs({ saver, subscribe }: OrderSaver, onMade: Typing['onMade']) {
  const tabs = useRef<DraftTabs>(undefined);
  const made = useRef(onMade);
  useEffect(() => {
    made.current = onMade;
  });
  useEffect(() => {
    const own = new DraftTabs({
      onHeld: () => saver.hold({ is: 'other-tab' }),
      onTaken: async () => {
        await saver.flush();
        saver.hold({ is: 'other-tab' });
      },
    });
    tabs.current = own;
    let id = saver.kept?.id;
    if (id !== undefined) own.open(id);
    const stopHearing = subscribe(() => {
      const now = saver.kept?.id;
      if (now === id) return;
      id = now;
      if (now === undefined) return;
      own.open(now);
      made.current?.(now);
    });
    const stopEnds = onDraftEnd((draft, how) => {
      if (draft === saver.kept?.id) saver.hold({ is: 'gone', how });
    });
    return () => {
      own.close();
      stopHearing();
      stopEnds();
    };
  }, [saver, subscribe]);
  return tabs;
}

/** Who has saved a draft elsewhere and when, once that is read. */
export function useElsewhere(id: string | undefined): Pick<KeptDraft, 'savedAt' | 'savedBy'> | undefined {
  const [read, setRead] = useState<KeptDraft>();
  useEffect(() => {
    let isGone = false;
    setRead(undefined);
    if (id === undefined) return undefined;
    void call(getDraft, { path: { id } }).then(
      (answer) => !isGone && setRead(keptAs(answer)),
      () => undefined,
    );
    return () => {
      isGone = true;
    };
  }, [id]);
  return read;
}
