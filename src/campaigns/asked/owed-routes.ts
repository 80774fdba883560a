import { inSnapshot, type Tx } from '../../db/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import type { AnswerOf, Handler, Handlers } from '../../http/operation.ts';
import { cursorOf, limitOf, pageOf } from '../../http/paging.ts';
import { dayOf, groupBy, type Instant } from '../../kernel/index.ts';
import { selectIn } from '../../log/index.ts';
import { readKindRow } from '../../reference/index.ts';
import { CAMPAIGN } from './campaign.ts';
import { listParticipantsNamed } from './campaigns-repository.ts';
import type { CampaignsDeps } from './campaigns-routes.ts';
import { isBefore, listOwed, placeOfOwed } from './find-owed.ts';
import type { OwedFiling } from './list-owed-filings.ts';
import { withFilings } from './list-participants.ts';
import { toParticipantBody } from './participant-body.ts';

type Item = AnswerOf<'listOwedFilings', 200>['items'][number];

/** What units have to file, whatever campaign asks for it. */
export function owedRoutes({ db, clock }: Pick<CampaignsDeps, 'db' | 'clock'>): Handlers {
  const list: Handler<'listOwedFilings'> = async (req, res) => {
    const { grant } = actorOf(req);
    const at = clock();
    const after = cursorOf(req.query, ['string', 'string', 'string'])?.map(String);
    const page = await inSnapshot(db, async (tx) => {
      const owed = await listOwed(tx, { grant, state: req.query.state, at });
      const rest = after ? owed.filter((one) => isBefore(after, placeOfOwed(one))) : owed;
      const { items, next } = pageOf(rest, limitOf(req.query), placeOfOwed);
      return { items: await withUnits(tx, items, at), next };
    });
    res.status(200).json(page);
  };
  return { listOwedFilings: list };
}

/** The units of a page as they stand, in few statements for each campaign. */
async function withUnits(tx: Tx, owed: readonly OwedFiling[], at: Instant): Promise<Item[]> {
  const byCampaign = groupBy(owed, ({ campaignId }) => campaignId);
  const items = new Map<string, Item>();
  for (const row of await selectIn(tx, 'campaigns', 'id', [...byCampaign.keys()])) {
    const { key, state: campaign } = readKindRow(CAMPAIGN, row);
    const codes = (byCampaign.get(key) ?? []).map(({ agencyCode }) => agencyCode);
    const units = await listParticipantsNamed(tx, key, codes);
    const { title, state } = campaign;
    for (const unit of await withFilings(tx, units, { at, on: dayOf(at) })) {
      const body = { campaign: { id: key, title: { ...title }, state }, unit: toParticipantBody(unit) };
      items.set(`${key} ${unit.participant.agencyCode}`, body);
    }
  }
  return owed.flatMap(({ campaignId, agencyCode }) => items.get(`${campaignId} ${agencyCode}`) ?? []);
}
