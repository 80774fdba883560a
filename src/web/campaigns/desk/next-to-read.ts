import type { Schemas } from '../../client/operation.ts';

export interface LaunchedCampaign {
  readonly id: string;
  readonly title: string;
  readonly dueOn: string;
  readonly isOpen: boolean;
}

export interface WaitingFiling {
  readonly filing: Schemas['FilingSummary'];
  readonly campaign: LaunchedCampaign;
}

/** The next one to read after this: of the same campaign before those of others, and from the beginning again at the end. */
export function nextToRead(waiting: readonly WaitingFiling[], { id, campaign }: Place): WaitingFiling | undefined {
  const others = waiting.filter(({ filing }) => filing.id !== id);
  const own = others.filter(({ filing }) => filing.campaign === campaign);
  return own.find(({ filing }) => filing.id > id) ?? own[0] ?? others[0];
}

export type Place = Pick<Schemas['FilingSummary'], 'id' | 'campaign'>;
