import type { BacktestReport } from '../../backtests/index.ts';
import type { ReportTable } from '../../documents/index.ts';
import { NATIONAL_REGION, type Text, text } from '../../kernel/index.ts';
import { stagesIn } from '../../rules/index.ts';
import { NATION } from '../report-scope.ts';
import type { CutNames } from './backtest-table.ts';

type Head = ReportTable<never>['head'];

/** What was asked and of whom, by what it was tried, and whether the answer can be relied on. */
export function backtestHead(report: BacktestReport, digest: string, names: CutNames): Head {
  return [...askedHead(report, names), ...answeredHead(report), [text('报告摘要', 'Digest'), digest]];
}

function askedHead(report: BacktestReport, { agencies }: CutNames): Head {
  const { ruleSet, from, until, stages, agencyCode, reach, asIfOn, facts, fromIndex, logSize } = report;
  const number = ruleSet.number ?? '—';
  return [
    [text('规则集', 'Rule set'), text(`${number}（${ruleSet.digest}）`, `${number} (${ruleSet.digest})`)],
    [text('提交日期', 'Submitted'), `${from} – ${until}`],
    [text('环节', 'Stages'), stagesIn(stages)],
    [text('发起人的管辖范围', 'Within the reach of whoever asked'), reachWords(reach, agencies)],
    [text('单位', 'Agencies'), agencyCode === null ? ALL_REACHED : withAllBelow(named(agencyCode, agencies))],
    [text('按此日规则', 'Law as of'), asIfOn],
    [text('事实来源', 'Facts'), FACTS_WORDS[facts]],
    [
      text('日志范围', 'Part of the log'),
      text(
        `第 ${fromIndex} 条起，至日志共 ${logSize} 条时为止`,
        `from leaf ${fromIndex} on, in a log of ${logSize} leaves`,
      ),
    ],
  ];
}

const ALL_REACHED = text('管辖范围内的全部单位', 'all within that reach');

const FACTS_WORDS: Readonly<Record<BacktestReport['facts'], Text>> = {
  recorded: text(
    '当时的记录；候选规则集的参数不同时，从当时采集的内容重新推导',
    'as recorded; derived anew where the candidate has other parameters',
  ),
  derived: text('从当时采集的内容一律重新推导', 'all derived anew from what was gathered then'),
};

function named(code: string, agencies: CutNames['agencies']): Text {
  const name = agencies.get(code);
  return name === undefined ? text(code, code) : text(`${name}（${code}）`, `${name} (${code})`);
}

function withAllBelow(agency: Text): Text {
  return text(`${agency['zh-CN']}及其全部下级单位`, `${agency.en} and all below it`);
}

function reachWords(reach: BacktestReport['reach'], agencies: CutNames['agencies']): Text {
  if ('region' in reach) {
    if (reach.region === NATIONAL_REGION) return NATION;
    return text(`行政区划 ${reach.region}`, `region ${reach.region}`);
  }
  const words = reach.agencies.map((code) => named(code, agencies));
  return text(words.map((word) => word['zh-CN']).join('、'), words.map(({ en }) => en).join(', '));
}

const DISTRUSTED_TITLE = text('编译判定', 'Compiled evaluator');
const DISTRUSTED = text(
  '本程序版本的编译判定曾与 json-rules-engine 不一致，其筛选结果不可信',
  'was once found to judge otherwise than json-rules-engine; what it screened is not believed',
);

function answeredHead({ decisions, isValid, otherDerivation, evaluator, ...report }: BacktestReport): Head {
  const { baseline, reference, sampledOneIn } = report;
  return [
    [text('审核决定', 'Decisions'), String(decisions)],
    [
      text('报告是否有效', 'Valid'),
      isValid
        ? text('有效', 'yes')
        : text(
            `无效：${baseline.differ} 项与原记录不符，${reference.differ} 项与 json-rules-engine 不符`,
            `no: ${baseline.differ} differ from the record, ${reference.differ} from json-rules-engine`,
          ),
    ],
    ...(evaluator.isTrusted ? [] : [[DISTRUSTED_TITLE, DISTRUSTED] as const]),
    [
      text('json-rules-engine 复核', 'Judged by json-rules-engine as well'),
      text(
        `有变化的 ${reference.changed} 项，不变的抽取 ${reference.unchanged} 项（每 ${sampledOneIn} 项抽 1 项）`,
        `${reference.changed} changed, and ${reference.unchanged} of the unchanged, one in ${sampledOneIn}`,
      ),
    ],
    [
      text('事实由其他推导版本得出的决定', 'Decisions whose facts another version had derived'),
      text(
        `${otherDerivation} 项（本版本为 ${evaluator.derivation}）`,
        `${otherDerivation} (this one is ${evaluator.derivation})`,
      ),
    ],
    [text('程序版本', 'Build'), evaluator.build],
  ];
}
