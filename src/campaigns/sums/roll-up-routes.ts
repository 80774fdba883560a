import { type Database, inSnapshot } from '../../db/index.ts';
import { percentOf } from '../../documents/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import type { AnswerOf, Handler, Handlers } from '../../http/operation.ts';
import { limitOf, pageOf, textCursorOf } from '../../http/paging.ts';
import { type Text, text } from '../../kernel/index.ts';
import { cellText, EMPTY } from '../forms/cell-text.ts';
import type { CompiledForm } from '../forms/compiled-form.ts';
import { findRollUp } from './find-roll-up.ts';
import { groupNameOf } from './group-names.ts';
import { type GroupSum, OTHER } from './roll-up.ts';

type Body = AnswerOf<'rollUp', 200>;

/** What a campaign sums up to, by groups and as a whole. */
export function rollUpRoutes(db: Database): Handlers {
  const rollUp: Handler<'rollUp'> = async (req, res) => {
    const actor = actorOf(req);
    const { by = 'region', level, basis = 'accepted', region, below = true, asOf } = req.query;
    const after = textCursorOf(req.query) ?? '';
    const body = await inSnapshot(db, async (tx): Promise<Body> => {
      const found = await findRollUp(tx, actor, { id: req.params.id, by, level, basis, region, below, asOf });
      const { campaign, form, groups, total } = found;
      const from = groups.findIndex(({ sum }) => placeOf(sum) > after);
      const page = pageOf(from < 0 ? [] : groups.slice(from), limitOf(req.query), ({ sum }) => [placeOf(sum)]);
      return {
        ...{ campaign: campaign.id, form: form.key, by, basis, asOf: found.asOf, reporters: total.reporters },
        columns: columnsOf(form),
        rows: page.items.map(({ sum }) => toRow(form, sum, groupNameOf(sum.key ?? '', by, found.units))),
        total: toRow(form, total, text('合计', 'Total')),
        next: page.next,
      };
    });
    res.status(200).json(body);
  };
  return { rollUp };
}

/** Groups are read in the order of their keys, the small ones together at the end. */
function placeOf({ key }: GroupSum): string {
  return key === OTHER ? '~' : (key ?? '');
}

function columnsOf({ form }: CompiledForm): Body['columns'] {
  return form.cells
    .filter(({ sum, type }) => sum === 'add' || type === 'rate')
    .map(({ id, type, title }) => ({ id, type, title: { ...title } }));
}

function toRow(form: CompiledForm, { key, counts, cells }: GroupSum, name: Text): Body['total'] {
  const texts = Object.entries(cells).map(([id, { value, reported }]) => {
    const cell = form.cell(id);
    return [id, { value: cell ? cellText(cell, value) : EMPTY, reported }] as const;
  });
  return {
    ...{ key, name: { ...name }, ...counts },
    completeness: percentOf(counts.filed, counts.expected) ?? EMPTY,
    timeliness: percentOf(counts.onTime, counts.expected) ?? EMPTY,
    cells: Object.fromEntries(texts),
  };
}
