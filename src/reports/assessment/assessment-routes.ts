import {
  type AssessedUnit,
  type CompiledForm,
  findAssessedSheet,
  getFormOf,
  getVisibleAssessment,
  hundredthsText,
  listAssessedUnits,
} from '../../campaigns/index.ts';
import { asOfBody, pagesOf, type Reading, type ReportTable, readingOf } from '../../documents/index.ts';
import type { AnswerOf, Handler } from '../../http/operation.ts';
import { dayOf, type Text, text } from '../../kernel/index.ts';
import { type ReportDeps, reportHandler, wholeReportHandler } from '../report-handler.ts';
import { type AssessmentItem, itemsOf } from './assessment-items.ts';
import {
  NOT_SCORED,
  RESULT_COLUMNS,
  RESULT_NOTES,
  SHEET_COLUMNS,
  SHEET_NOTES,
  SHEET_SIGNATURES,
  STATES,
} from './assessment-tables.ts';

/** The sheet of one unit, item by item: 考核评分表. */
export function assessmentSheetHandler(deps: ReportDeps): Handler<'reportAssessmentSheet'> {
  return wholeReportHandler(deps, {
    load: async (tx, { params, actor, at }) => {
      const sheet = await findAssessedSheet(tx, { actor, id: params.id, on: dayOf(at) });
      const { filing, participant, campaign, form, scored } = sheet;
      const items = itemsOf(sheet);
      const head: ReportTable<AssessmentItem>['head'] = [
        [AGENCY, participant.name],
        [CAMPAIGN, text(campaign.state.title['zh-CN'], campaign.state.title.en ?? campaign.state.title['zh-CN'])],
        [SHEET, sheetNamed(form)],
        [SCORE, scoreText(filing.score) ?? '—'],
        [GRADE, filing.grade ?? '—'],
        [STATE, filing.assessment === null ? NOT_SCORED : STATES[filing.assessment]],
      ];
      const table = {
        ...{ name: `assessment-${participant.agencyCode}`, title: SHEET_TITLE, head, columns: SHEET_COLUMNS },
        ...{ total: null, notes: SHEET_NOTES, signatures: SHEET_SIGNATURES },
      };
      const places = new Map(items.map((item, place) => [item, place]));
      const reading = readingOf(items, (item) => [places.get(item) ?? 0]);
      return { sheet, scored, items, table, pages: pagesOf(reading, (item) => [item]) };
    },
    body: ({ sheet, items }, { asOf }) => {
      const { filing, participant, form, isSilent } = sheet;
      const { id, campaignId: campaign, agencyCode, assessment: state, score, grade } = filing;
      return {
        ...{ filing: id, campaign, agencyCode, agencyName: participant.name, form: form.key, state },
        ...{ silent: isSilent, score: scoreText(score), grade, asOf: asOfBody(asOf) },
        items: items.map(itemBody),
      };
    },
  });
}

const SHEET_TITLE = text('考核评分表', 'Assessment sheet');
const AGENCY = text('单位', 'Agency');
const CAMPAIGN = text('考核任务', 'Assessment');
const SHEET = text('评分表', 'Form');
const SCORE = text('得分', 'Score');
const GRADE = text('等次', 'Grade');
const STATE = text('状态', 'State');

/** A form as its papers call it, and the revision by which somebody finds it. */
function sheetNamed({ form: { title }, key }: CompiledForm): Text {
  return text(`${title['zh-CN']}（${key}）`, `${title.en} (${key})`);
}

function scoreText(score: number | null): string | null {
  return score === null ? null : hundredthsText(score);
}

type ItemBody = AnswerOf<'reportAssessmentSheet', 200>['items'][number];

function itemBody({ points, own, system, found, ...item }: AssessmentItem): ItemBody {
  return {
    ...item,
    ...{ points: scoreText(points), own: scoreText(own), system: scoreText(system), found: scoreText(found) },
  };
}

/** The results of all units: 考核结果汇总表. */
export function assessmentResultsHandler(deps: ReportDeps): Handler<'reportAssessmentResults'> {
  return reportHandler(deps, {
    keys: ['string'],
    load: async (tx, { params, query, actor, grant, at }) => {
      const campaign = await getVisibleAssessment(tx, actor, params.id);
      const on = dayOf(at);
      const question = { campaignId: campaign.key, grant, region: query.region, on };
      const reading: Reading<AssessedUnit> = {
        keyOf: ({ participant }) => [participant.agencyCode],
        page: (after, limit) =>
          listAssessedUnits(tx, { ...question, after: after === undefined ? undefined : [String(after[0])], limit }),
      };
      const { title } = campaign.state;
      const head: ReportTable<AssessedUnit>['head'] = [
        [CAMPAIGN, text(title['zh-CN'], title.en ?? title['zh-CN'])],
        [SHEET, sheetNamed(await getFormOf(tx, campaign.state))],
      ];
      const table = {
        ...{ name: `assessment-results-${on}`, title: RESULTS_TITLE, head, columns: RESULT_COLUMNS },
        ...{ total: null, notes: RESULT_NOTES },
      };
      return { campaign, reading, table, pages: pagesOf(reading, (unit) => [unit]) };
    },
    head: ({ campaign }) => ({ campaign: campaign.key }),
    row: resultBody,
  });
}

const RESULTS_TITLE = text('考核结果汇总表', 'Results of the assessment');

type ResultBody = AnswerOf<'reportAssessmentResults', 200>['items'][number];

function resultBody({ participant, filing, objections, isSilent: silent }: AssessedUnit): ResultBody {
  const { agencyCode, name: agencyName, region } = participant;
  return {
    ...{ agencyCode, agencyName, region, filing: filing?.id ?? null, state: filing?.assessment ?? null },
    ...{ score: scoreText(filing?.score ?? null), grade: filing?.grade ?? null, objections, silent },
  };
}
