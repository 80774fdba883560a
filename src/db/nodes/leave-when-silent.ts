import { setTimeout as sleep } from 'node:timers/promises';
import type { HostSockets } from './host-sockets.ts';
import type { NodeLook } from './node-look.ts';

const LOOK_EVERY_MS = 200;

/**
 * For a process that is being stopped: once none of the servers answers, whatever waits for one of them ends in an outage, and
 * so does whatever would begin. A server that hangs would hold the end up for as long as its silence is borne otherwise;
 * what is under way there is acknowledged to nobody, and is committed or not. One that answers may take its time.
 */
export async function leaveWhenSilent(
  looks: readonly NodeLook[],
  { cutForGood }: Pick<HostSockets, 'cutForGood'>,
  signal: AbortSignal,
): Promise<void> {
  signal.addEventListener('abort', () => {
    for (const look of looks) look.close();
  });
  while (!signal.aborted) {
    const faults = await Promise.all(looks.map((look) => look.findFault()));
    if (!signal.aborted && faults.every((fault) => fault?.isSilent)) cutForGood();
    await sleep(LOOK_EVERY_MS, undefined, { signal, ref: false }).catch(() => undefined);
  }
}
