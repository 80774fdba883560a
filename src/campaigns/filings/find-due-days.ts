import type { Tx } from '../../db/index.ts';
import { type CivilDate, groupBy } from '../../kernel/index.ts';
import { listParticipantsNamed } from '../asked/campaigns-repository.ts';
import { listFilingsOf } from './filings-repository.ts';

interface FilingOfUnit {
  readonly campaignId: string;
  readonly reporter: string | undefined;
}

/** Until when each of these filings is in time; undefined where its unit owes none. Two statements a campaign. */
export async function findDueDays(tx: Tx, asked: readonly FilingOfUnit[]): Promise<readonly (CivilDate | undefined)[]> {
  const dueOn = new Map<string, CivilDate>();
  for (const [campaignId, units] of groupBy(asked, (one) => one.campaignId)) {
    const codes = units.flatMap(({ reporter }) => reporter ?? []);
    const filings = await listFilingsOf(tx, campaignId, codes);
    for (const participant of await listParticipantsNamed(tx, campaignId, codes)) {
      const filing = filings.get(participant.agencyCode);
      if (filing?.state === 'accepted' || filing?.state === 'filed') continue;
      dueOn.set(`${campaignId} ${participant.agencyCode}`, filing?.resubmitBy ?? participant.dueOn);
    }
  }
  return asked.map(({ campaignId, reporter }) => dueOn.get(`${campaignId} ${reporter}`));
}
