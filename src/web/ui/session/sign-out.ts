import { call } from '../../client/call.ts';
import { GateProblem } from '../../client/gate-problem.ts';
import { endSession } from '../../client/operations.generated.ts';
import { tellOtherTabs } from '../../client/session.ts';

/** Ends the session at the gate, and leaves nothing of it in this browser: the page itself is left. */
export async function signOut({ everywhere = false }: { readonly everywhere?: boolean } = {}): Promise<void> {
  try {
    await call(endSession, { query: { everywhere } });
  } catch (error) {
    // A session that is over already needs no end.
    if (!(error instanceof GateProblem && error.status === 401)) throw error;
  }
  tellOtherTabs('signed-out');
  location.replace('/console/sign-in');
}
