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
import { listTimeRequests } from './list-time-requests.ts';
import { toParticipantBody } from './participant-body.ts';

type Item = AnswerOf<'listOwedFilings', 200>['items'][number];

/** What units have to file, and which of them ask for more time, whatever campaign asks for it. */
export function owedRoutes({ db, clock }: Pick<CampaignsDeps, 'db' | 'clock'>): Handlers {
  const list: Handler<'listOwedFilings'> = async (req, res) => {
    const { grant } = actorOf(req);
    const at = clock();
    const page = await inSnapshot(db, async (tx) =>
      pageOfUnits(tx, req.query, { all: await listOwed(tx, { grant, state: req.query.state, at }), at }),
    );
    res.status(200).json(page);
  };

  const requests: Handler<'listTimeRequests'> = async (req, res) => {
    const { grant } = actorOf(req);
    const at = clock();
    const page = await inSnapshot(db, async (tx) =>
      pageOfUnits(tx, req.query, { all: await listTimeRequests(tx, grant), at }),
    );
    res.status(200).json(page);
  };

  return { listOwedFilings: list, listTimeRequests: requests };
}

type PageQuery = Parameters<typeof cursorOf>[0] & Parameters<typeof limitOf>[0];

/** One page of those that a list has, each as it stands. */
async function pageOfUnits(
  tx: Tx,
  query: PageQuery,
  { all, at }: { readonly all: readonly OwedFiling[]; readonly at: Instant },
) {
  const after = cursorOf(query, ['string', 'string', 'string'])?.map(String);
  const rest = after ? all.filter((one) => isBefore(after, placeOfOwed(one))) : all;
  const { items, next } = pageOf(rest, limitOf(query), placeOfOwed);
  return { items: await withUnits(tx, items, at), next };
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
