import type { Schemas } from '../client/operation.ts';

type Participant = Schemas['Participant'];
type Campaign = Schemas['OwedFiling']['campaign'];

/** What a unit owes of one campaign. */
export interface Owed {
  readonly campaign: Campaign;
  readonly unit: Participant;
}

/** Whether the unit has something to do about it: what was never filed is owed after the close as well. */
export function isOpen({ campaign, unit }: Owed): boolean {
  return (
    (campaign.state === 'open' || campaign.state === 'closed') && (unit.state === 'asked' || unit.state === 'returned')
  );
}

/** The day by which the unit has to file, or to file again. */
export function owedBy({ unit }: Pick<Owed, 'unit'>): string {
  return unit.state === 'returned' ? (unit.resubmitBy ?? unit.dueOn) : unit.dueOn;
}

/** Whether that day is over and nothing was filed, or nothing again. */
export function isOverdue({ unit }: Pick<Owed, 'unit'>): boolean {
  return unit.state === 'returned' ? unit.resubmissionOverdue : unit.timeliness === 'missing';
}

/** What waits for the unit first, by its day; then what waits for others, and what is done, the newest day first. */
export function byOwedDay(all: readonly Owed[]): readonly Owed[] {
  return [...all].sort((one, other) => {
    if (isOpen(one) !== isOpen(other)) return isOpen(one) ? -1 : 1;
    const [first, second] = [owedBy(one), owedBy(other)];
    if (first === second) return 0;
    return first < second === isOpen(one) ? -1 : 1;
  });
}
