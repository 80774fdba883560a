import { findRollUp, namesOfGroups, OTHER, toRollUpColumns, toRollUpRow } from '../../campaigns/index.ts';
import { inSnapshot } from '../../db/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import type { AnswerOf, Handler } from '../../http/operation.ts';
import { limitOf, pageOf, textCursorOf } from '../../http/paging.ts';
import { text } from '../../kernel/index.ts';
import { keptAnswersOf } from '../kept/kept-answers.ts';
import { recallWhile } from '../kept/recall-while.ts';
import type { ReportDeps } from '../report-handler.ts';

type Body = AnswerOf<'rollUp', 200>;

/** What a campaign sums up to, by groups and as a whole. */
export function rollUpHandler({ db }: Pick<ReportDeps, 'db'>): Handler<'rollUp'> {
  return async (req, res) => {
    const actor = actorOf(req);
    const { by = 'region', level, basis = 'accepted', region, below = true, asOf } = req.query;
    const after = textCursorOf(req.query) ?? '';
    const body = await inSnapshot(db, async (tx): Promise<Body> => {
      const question = { id: req.params.id, by, level, basis, region, below, asOf };
      const found = await findRollUp(tx, actor, question, (asked) => recallWhile(keptAnswersOf(db), asked));
      const { campaign, form, groups, total, isJoined } = found;
      const nameOf = namesOfGroups(by, found.units);
      const from = groups.findIndex((group) => placeOf(group) > after);
      const page = pageOf(from < 0 ? [] : groups.slice(from), limitOf(req.query), (group) => [placeOf(group)]);
      return {
        ...{ campaign: campaign.id, form: form.key, by, basis, asOf: found.asOf, reporters: total.reporters },
        columns: toRollUpColumns(form),
        rows: page.items.map(({ key, sum }) => toRollUpRow(form, sum(), nameOf(key))),
        total: toRollUpRow(form, total, isJoined ? JOINED_TOTAL : TOTAL),
        next: page.next,
      };
    });
    res.status(200).json(body);
  };
}

const TOTAL = text('合计', 'Total');
const JOINED_TOTAL = text('合计（含与其合并的地区）', 'Total, with regions that it is joined with');

/** Groups are read in the order of their keys, the small ones together at the end. */
function placeOf({ key }: { readonly key: string }): string {
  return key === OTHER ? '~' : key;
}
