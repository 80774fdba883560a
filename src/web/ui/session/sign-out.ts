import { call } from '../../client/call.ts';
import { GateProblem } from '../../client/gate-problem.ts';
import { mayLeave } from '../../client/leaving.ts';
import { endSession } from '../../client/operations.generated.ts';
import { tellOtherTabs } from '../../client/session.ts';
import { forgetWork } from '../../client/unsaved-work.ts';

/** Ends the session at the gate, once nothing unsaved is lost by it unasked, and leaves nothing of it in this browser: the page itself is left. */
export async function signOut({ everywhere = false }: { readonly everywhere?: boolean } = {}): Promise<void> {
  if (!(await mayLeave())) return;
  try {
    await call(endSession, { query: { everywhere } });
  } catch (error) {
    // A session that is over already needs no end.
    if (!(error instanceof GateProblem && error.status === 401)) throw error;
  }
  tellOtherTabs('signed-out');
  forgetWork();
  location.replace('/console/sign-in');
}
