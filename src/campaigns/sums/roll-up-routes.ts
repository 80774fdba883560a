import { type Database, inSnapshot } from '../../db/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import type { AnswerOf, Handler, Handlers } from '../../http/operation.ts';
import { limitOf, pageOf, textCursorOf } from '../../http/paging.ts';
import { text } from '../../kernel/index.ts';
import { findRollUp } from './find-roll-up.ts';
import { namesOfGroups } from './group-names.ts';
import { type GroupSum, OTHER } from './roll-up.ts';
import { toRollUpColumns, toRollUpRow } from './roll-up-body.ts';

type Body = AnswerOf<'rollUp', 200>;

/** What a campaign sums up to, by groups and as a whole. */
export function rollUpRoutes(db: Database): Handlers {
  const rollUp: Handler<'rollUp'> = async (req, res) => {
    const actor = actorOf(req);
    const { by = 'region', level, basis = 'accepted', region, below = true, asOf } = req.query;
    const after = textCursorOf(req.query) ?? '';
    const body = await inSnapshot(db, async (tx): Promise<Body> => {
      const found = await findRollUp(tx, actor, { id: req.params.id, by, level, basis, region, below, asOf });
      const { campaign, form, groups, total, isJoined } = found;
      const nameOf = namesOfGroups(by, found.units);
      const from = groups.findIndex(({ sum }) => placeOf(sum) > after);
      const page = pageOf(from < 0 ? [] : groups.slice(from), limitOf(req.query), ({ sum }) => [placeOf(sum)]);
      return {
        ...{ campaign: campaign.id, form: form.key, by, basis, asOf: found.asOf, reporters: total.reporters },
        columns: toRollUpColumns(form),
        rows: page.items.map(({ sum }) => toRollUpRow(form, sum, nameOf(sum.key ?? ''))),
        total: toRollUpRow(form, total, isJoined ? JOINED_TOTAL : TOTAL),
        next: page.next,
      };
    });
    res.status(200).json(body);
  };
  return { rollUp };
}

const TOTAL = text('合计', 'Total');
const JOINED_TOTAL = text('合计（含与其合并的地区）', 'Total, with regions that it is joined with');

/** Groups are read in the order of their keys, the small ones together at the end. */
function placeOf({ key }: GroupSum): string {
  return key === OTHER ? '~' : (key ?? '');
}
