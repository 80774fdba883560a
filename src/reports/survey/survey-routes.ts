import {
  type Basis,
  type CountedFiling,
  findCountedFiling,
  findRollUp,
  type GroupSum,
  namesOfGroups,
  OTHER,
  toRollUpColumns,
  toRollUpRow,
} from '../../campaigns/index.ts';
import type { Tx } from '../../db/index.ts';
import { pagesOf, type Reading, type ReportTable, readingOf } from '../../documents/index.ts';
import { once } from '../../http/once.ts';
import type { Handler } from '../../http/operation.ts';
import { dayOf, Refusal, type Text, text } from '../../kernel/index.ts';
import { recallWhile } from '../kept/recall-while.ts';
import { type ReportDeps, reportHandler } from '../report-handler.ts';
import { agencyIn, scopeLine } from '../report-scope.ts';
import { flatColumns, regionParts, rowOfGroup, rowOfTotal } from './region-parts.ts';
import type { SurveyRow } from './survey-cells.ts';
import {
  BASES,
  BASIS,
  CAMPAIGN,
  countsLine,
  DUE,
  FILED_ON,
  JOINED_NOTE,
  OTHER_NOTE,
  REGION_NOTES,
  TIMELINESS,
  TOTAL,
  timelinessOf,
  UNIT,
} from './survey-words.ts';
import { flatUnitColumns, unitParts } from './unit-parts.ts';

/** A campaign in sums, or what one unit has filed for it: annex 2 of the county plan of 2017, and any other form. */
export function surveyHandler(deps: ReportDeps): Handler<'reportCampaignSummary'> {
  return reportHandler(deps, {
    keys: ['number'],
    load: async (tx, { actor, params, query, grant, asOf, kept }) => {
      const { basis = 'accepted', region } = query;
      const agencyCode = agencyIn(query, grant);
      const question = { id: params.id, by: 'agency', level: undefined, basis, region, agencyCode } as const;
      const asked = { ...question, asOf: asOf.index ?? -1 };
      const found = await findRollUp(tx, actor, asked, (sums) => recallWhile(kept, sums));
      const [unit] = found.units;
      if (agencyCode !== undefined && !unit) throw notAsked();
      const survey: Survey = { ...found, basis, scope: scopeLine(query, grant, undefined) };
      const one = agencyCode !== undefined && unit ? { unit, agencyCode } : undefined;
      const total = { ...found.total, key: one?.agencyCode ?? null };
      const reading = linesInOrder(one ? [() => total] : found.groups.map(({ sum }) => sum));
      const nameOf = namesOfGroups('agency', found.units);
      const ofUnit = one && (await unitTable(tx, survey, one));
      const paper = once(() => ofUnit ?? regionTable(survey, nameOf));
      return {
        ...{ survey, agencyCode, nameOf, reading, isRead: true },
        // Programs read a page of fifty units; all of them are drawn on paper only.
        get table() {
          return paper().table;
        },
        pages: pagesOf(reading, ({ sum }) => [paper().rowOf(sum())]),
      };
    },
    head: ({ survey: { campaign, form, basis, total }, agencyCode = null }) => ({
      ...{ campaign: campaign.id, form: form.key, basis, agencyCode, reporters: total.reporters },
      ...{ columns: toRollUpColumns(form), total: toRollUpRow(form, total, TOTAL) },
    }),
    row: ({ sum }, { survey, nameOf }) => toRollUpRow(survey.form, sum(), nameOf(sum().key ?? '')),
  });
}

type RollUp = Awaited<ReturnType<typeof findRollUp>>;

interface Survey extends RollUp {
  readonly basis: Basis;
  readonly scope: readonly [Text, Text | string];
}

type Table = Omit<ReportTable<SurveyRow>, 'asOf' | 'gate' | 'printedAt'>;

/** What stands on paper, and how a line of sums is a row of it. */
interface SurveyPaper {
  readonly table: Table;
  readonly rowOf: (sum: GroupSum) => SurveyRow;
}

interface Line {
  readonly place: number;
  readonly sum: () => GroupSum;
}

function linesInOrder(sums: readonly (() => GroupSum)[]): Reading<Line> {
  const lines = sums.map((sum, at): Line => ({ place: at + 1, sum }));
  return readingOf(lines, ({ place }) => [place]);
}

function notAsked(): Refusal {
  const message = text('该单位不在报送范围内。', 'The agency is not asked by this campaign.');
  return new Refusal('not_found', 'campaign.not_found', message);
}

function regionTable(survey: Survey, nameOf: (key: string) => Text): SurveyPaper {
  const { campaign, form, basis, total, isJoined, groups } = survey;
  const rowOf = (sum: GroupSum): SurveyRow => rowOfGroup(sum, nameOf(sum.key ?? ''));
  const rows = groups.map(({ sum }) => rowOf(sum()));
  const hasOthers = groups.some(({ key }) => key === OTHER);
  const head: Table['head'] = [
    [CAMPAIGN, titleOf(survey)],
    survey.scope,
    [DUE, campaign.dueOn],
    [BASIS, BASES[basis]],
    [TIMELINESS, countsLine(total.counts)],
  ];
  const summary = { rows, total: rowOfTotal(total) };
  const { title } = form.form;
  const table: Table = {
    ...{ name: `summary-${campaign.id}`, head, columns: flatColumns(form), total: summary.total },
    title: annexed(survey, text(`${title['zh-CN']}（汇总）`, `${title.en}: summary`)),
    parts: { stand: 'apart', list: regionParts(form, summary) },
    notes: [
      ...(form.form.print.notes ?? []),
      ...REGION_NOTES,
      ...(hasOthers ? [OTHER_NOTE] : []),
      ...(isJoined ? [JOINED_NOTE] : []),
    ],
    signatures: form.form.print.signatures,
  };
  return { table, rowOf };
}

interface One {
  readonly unit: RollUp['units'][number];
  readonly agencyCode: string;
}

async function unitTable(tx: Tx, survey: Survey, { unit, agencyCode }: One): Promise<SurveyPaper> {
  const { form, basis, asOfBasis, total } = survey;
  const filing = await findCountedFiling(tx, unit, { form, basis, asOf: asOfBasis });
  const { name } = unit.participant;
  const head: Table['head'] = [
    [CAMPAIGN, titleOf(survey)],
    [UNIT, `${name}（${agencyCode}）`],
    [DUE, unit.participant.dueOn],
    [TIMELINESS, timelinessOf(total.counts) ?? ''],
    [FILED_ON, filedOn(filing)],
    [BASIS, BASES[basis]],
  ];
  const table: Table = {
    ...{ name: `form-${agencyCode}`, title: annexed(survey, form.form.title), head, total: null },
    columns: flatUnitColumns(form),
    parts: { stand: 'below', list: unitParts(form, { name, filing }) },
    notes: form.form.print.notes ?? [],
    signatures: form.form.print.signatures,
  };
  return {
    table,
    rowOf: () => ({ name, code: agencyCode, timeliness: timelinessOf(total.counts), cells: filing?.cells ?? {} }),
  };
}

function filedOn(filing: CountedFiling | undefined): string {
  return filing ? dayOf(filing.revision.filedAt) : '—';
}

function titleOf({ campaign: { title } }: Survey): Text {
  return text(title['zh-CN'], title.en ?? title['zh-CN']);
}

/** 附件2　软件使用情况统计表 */
function annexed({ form }: Survey, title: Text): Text {
  const { annex } = form.form;
  return annex === undefined ? title : text(`${annex}　${title['zh-CN']}`, title.en);
}
