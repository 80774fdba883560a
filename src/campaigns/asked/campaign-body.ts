import type { components } from '../../http/openapi.generated.ts';
import type { Counts } from '../sums/counts.ts';
import type { Campaign } from './campaign.ts';
import type { AskedUnit } from './participant.ts';

type CampaignBody = components['schemas']['Campaign'];

export function toCampaignBody(campaign: Campaign, counts: Counts | null, officeName?: string): CampaignBody {
  const { closedIndex: _index, title, documents, ask, ...plain } = campaign;
  return {
    ...plain,
    ...(officeName === undefined ? {} : { officeName }),
    purpose: campaign.purpose as CampaignBody['purpose'],
    title: { ...title },
    documents: [...documents],
    ask: {
      regions: [...ask.regions],
      kinds: ask.kinds && ([...ask.kinds] as CampaignBody['ask']['kinds']),
      levels: ask.levels && ([...ask.levels] as CampaignBody['ask']['levels']),
      agencies: [...ask.agencies],
      except: ask.except.map((each) => ({ ...each })),
    },
    counts,
  };
}

export function toUnitBody(unit: AskedUnit): components['schemas']['AskedUnit'] {
  const { agencyCode, name, kind, level, region, parentCode, isClassified } = unit;
  return { agencyCode, name, kind, level, region, parentCode, classified: isClassified };
}
