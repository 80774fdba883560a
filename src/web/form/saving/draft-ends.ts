import type { DraftEnd } from './saving-state.ts';

/** Tabs of one browser tell each other which draft they have ended, and how. */
const CHANNEL = 'gate.draft-end';

interface Message {
  readonly draft: string;
  readonly how: DraftEnd;
}

export function tellDraftEnd(draft: string, how: DraftEnd): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage({ draft, how } satisfies Message);
  channel.close();
}

/** Told of drafts that another tab has ended. */
export function onDraftEnd(tell: (draft: string, how: DraftEnd) => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data: { draft, how } }: MessageEvent<Message>) => tell(draft, how);
  return () => channel.close();
}
