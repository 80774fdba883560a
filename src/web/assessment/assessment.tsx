import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import type { AnswerOf, Schemas } from '../client/operation.ts';
import { agreeToScore, getAssessment, reportAssessmentSheet, scoreFiling } from '../client/operations.generated.ts';
import { useMay, useSession } from '../client/session-context.tsx';
import { useRead } from '../client/use-gate.ts';
import type { SheetForm } from '../sheet/form-document.ts';
import { useTitleOfCell } from '../sheet/use-title-of-cell.ts';
import { type Column, ServerTable } from '../table/server-table.tsx';
import { Done } from '../ui/done.tsx';
import { FactList } from '../ui/fact-list.tsx';
import { ReportLinks } from '../ui/papers/report-links.tsx';
import { Reading } from '../ui/screen.tsx';
import { useText } from '../words/in-language.ts';
import { useWords } from '../words/use-words.ts';
import { Answer } from './answer-form.tsx';
import { ASSESSMENT_WORDS } from './assessment-words.ts';
import { Rounds } from './rounds.tsx';
import { ScoreForm } from './score-form.tsx';
import { standingOf } from './standing.ts';
import './assessment.css';

type Item = AnswerOf<'reportAssessmentSheet'>['items'][number];

interface AssessmentProps {
  readonly filing: string;
  readonly form: SheetForm;
}

/** A sheet as its unit, the gate and the office see it, what was said about it, and what can be done next. */
export function Assessment({ filing, form }: AssessmentProps): ReactNode {
  const words = useWords(ASSESSMENT_WORDS);
  const assessment = useRead(getAssessment, { path: { id: filing } });
  const sheet = useRead(reportAssessmentSheet, { path: { id: filing } });
  const titleOf = useTitleOfCell(form);
  return (
    <section>
      <h2>{words.title}</h2>
      <Reading read={assessment}>
        {({ data, etag }) => (
          <Reading read={sheet}>
            {({ data: { items } }) => (
              <>
                <Facts assessment={data} />
                <Acts assessment={data} etag={etag} form={form} items={items} />
                <Items items={items} />
                <p className="acts screen-only">
                  <ReportLinks report={reportAssessmentSheet} path={{ id: filing }} words={words} />
                </p>
                <Rounds rounds={data.rounds} titleOf={titleOf} />
              </>
            )}
          </Reading>
        )}
      </Reading>
    </section>
  );
}

function Facts({ assessment }: { readonly assessment: Schemas['Assessment'] }): ReactNode {
  const { facts, standings } = useWords(ASSESSMENT_WORDS);
  const shown = [
    [facts.state, standings[standingOf(assessment)]],
    [facts.score, assessment.score],
    [facts.grade, assessment.grade],
    [facts.respondBy, assessment.respondBy],
  ] as const;
  return <FactList facts={shown} />;
}

interface ActsProps {
  readonly assessment: Schemas['Assessment'];
  readonly etag: string | undefined;
  readonly form: SheetForm;
  readonly items: readonly Item[];
}

/** The office scores until the unit has agreed; the unit answers what waits for it. */
function Acts({ assessment, etag, form, items }: ActsProps): ReactNode {
  const { score: words, answer } = useWords(ASSESSMENT_WORDS);
  const { role } = useSession();
  const isOwn = role === 'agency-liaison' || role === 'procurement-officer';
  const text = useText();
  const may = useMay();
  const [isScoring, setScoring] = useState(false);
  const [told, setTold] = useState<string>();
  const { state } = assessment;
  const canScore = may(scoreFiling) && state !== 'agreed' && state !== 'confirmed';
  const choices = items.map(({ cell, title }) => ({ cell, title: text(title) }));
  return (
    <div className="screen-only">
      {told !== undefined && <Done key={told}>{told}</Done>}
      {canScore && !isScoring && (
        <p className="acts">
          <Button onClick={() => setScoring(true)}>{state === 'objected' ? words.again : words.starts}</Button>
        </p>
      )}
      {canScore && isScoring && (
        <ScoreForm
          {...{ assessment, etag, form }}
          onEnd={(says) => {
            setScoring(false);
            setTold(says);
          }}
        />
      )}
      {state === 'scored' && isOwn && !may(agreeToScore) && !assessment.silent && (
        <p className="notice">{answer.liaison(assessment.respondBy ?? '')}</p>
      )}
      {state === 'scored' && may(agreeToScore) && <Answer {...{ assessment, etag, items: choices }} onDone={setTold} />}
    </div>
  );
}

function Items({ items }: { readonly items: readonly Item[] }): ReactNode {
  const { columns: names, title, sources, inapplicable } = useWords(ASSESSMENT_WORDS);
  const text = useText();
  const columns: readonly Column<Item>[] = [
    {
      title: names.item,
      cell: ({ title: of, standard, kind }) => (
        <>
          {kind === 'item' || kind === 'deduction' ? text(of) : <strong>{text(of)}</strong>}{' '}
          {standard && <span className="secondary">{text(standard)}</span>}
        </>
      ),
    },
    { title: names.points, cell: ({ points }) => points ?? '', isNumeric: true },
    { title: names.own, cell: ({ own }) => own ?? '—', isNumeric: true },
    { title: names.system, cell: ({ system }) => system ?? '—', isNumeric: true },
    { title: names.found, cell: ({ found }) => found ?? '—', isNumeric: true },
    { title: names.source, cell: ({ source }) => source && sources[source] },
    { title: names.reason, cell: ({ reason, applies }) => (applies ? <bdi>{reason}</bdi> : inapplicable) },
  ];
  return <ServerTable caption={title} columns={columns} rows={items} idOf={({ cell }) => cell} empty="—" />;
}
