import type { Tx } from '../../db/index.ts';
import type { Instant } from '../../kernel/index.ts';
import { findOpenProposals } from '../../two-people/index.ts';
import type { Participant } from './participant.ts';

type Asked = Pick<Participant, 'campaignId' | 'agencyCode' | 'coveredBy'>;

/** What a unit files is proposed by one of these. */
export const AWAITED = ['submitFiling', 'fileOnPaper'];

/** One list of agencies stays far below the bindings that SQLite takes. */
const AGENCIES_MAX = 5_000;

/** Tells of some participants whether their filing waits for its signature. */
export async function findAwaited(
  tx: Tx,
  participants: readonly Asked[],
  at: Instant,
): Promise<(participant: Asked) => boolean> {
  const agencyCodes = [...new Set(participants.map(({ agencyCode, coveredBy }) => coveredBy ?? agencyCode))];
  const awaited = new Set<string>();
  for (let start = 0; start < agencyCodes.length; start += AGENCIES_MAX) {
    const open = await findOpenProposals(tx, {
      operations: AWAITED,
      agencyCodes: agencyCodes.slice(start, start + AGENCIES_MAX),
      at,
    });
    for (const { params, body, agencies } of open) {
      awaited.add(`${params.id} ${String(Reflect.get(Object(body), 'reporter') ?? agencies[0])}`);
    }
  }
  return ({ campaignId, agencyCode }) => awaited.has(`${campaignId} ${agencyCode}`);
}
