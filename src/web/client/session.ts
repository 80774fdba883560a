import { call, newKey } from './call.ts';
import { GateProblem } from './gate-problem.ts';
import type { AnswerOf } from './operation.ts';
import { getSession } from './operations.generated.ts';

export type Session = AnswerOf<'getSession'>;

/** Who is signed in, or nobody. */
export async function readSession(): Promise<Session | undefined> {
  try {
    const { data } = await call(getSession, {});
    return data;
  } catch (error) {
    if (error instanceof GateProblem && error.status === 401) return undefined;
    throw error;
  }
}

/** Told when the person whose session was over has signed in again over the page. */
const whenBack = new Set<() => void>();

export function onSignedInAgain(tell: () => void): () => void {
  whenBack.add(tell);
  return () => void whenBack.delete(tell);
}

export function noteSignedInAgain(): void {
  for (const tell of whenBack) tell();
}

/** Tabs of one browser are signed in and out together. */
const CHANNEL = 'gate.session';

type TabEvent = 'signed-in' | 'signed-out';

/** A channel brings to a tab what it said itself, which it knows. */
const tab = newKey();

export function tellOtherTabs(event: TabEvent): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage({ event, tab });
  channel.close();
}

export function onOtherTab(tell: (event: TabEvent) => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }: MessageEvent<{ readonly event: TabEvent; readonly tab: string }>) => {
    if (data.tab !== tab) tell(data.event);
  };
  return () => channel.close();
}
