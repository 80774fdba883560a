import type { Schemas } from '../client/operation.ts';

/** Whether a unit's form may still come on paper: asked for, or corrected after the close. */
export function mayComeOnPaper(
  campaign: Pick<Schemas['Campaign'], 'state'>,
  { state }: Pick<Schemas['Participant'], 'state'>,
): boolean {
  if (campaign.state === 'closed') return state !== 'excused' && state !== 'awaiting-signature';
  return campaign.state === 'open' && (state === 'asked' || state === 'returned');
}
