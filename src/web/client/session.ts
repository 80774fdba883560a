import { call } from './call.ts';
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

/** Tabs of one browser are signed in and out together. */
const CHANNEL = 'gate.session';

export function tellOtherTabs(event: 'signed-in' | 'signed-out'): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(event);
  channel.close();
}

export function onOtherTab(tell: (event: 'signed-in' | 'signed-out') => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }) => tell(data === 'signed-in' ? 'signed-in' : 'signed-out');
  return () => channel.close();
}
