import { Button } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { BodyOf, Schemas } from '../client/operation.ts';
import { scoreFiling } from '../client/operations.generated.ts';
import { useAct } from '../client/use-gate.ts';
import { FormField } from '../form/form-field.tsx';
import { ProofField } from '../form/proof-field.tsx';
import { refusalByField } from '../form/refusal-by-field.ts';
import { cellsOf, type FormCell, isTyped, type SheetForm } from '../sheet/form-document.ts';
import { readTypedCell, writeTypedCell } from '../sheet/typed-cell.ts';
import { useCellTitle } from '../sheet/use-cell-title.ts';
import { usePlaceOfCell } from '../sheet/use-place-of-cell.ts';
import { TypedForm } from '../ui/leaving/typed-form.tsx';
import { Refusal } from '../ui/refusal.tsx';
import { today } from '../ui/time.ts';
import { readDay } from '../ui/typed-values.ts';
import { useText } from '../words/in-language.ts';
import { useWords } from '../words/use-words.ts';
import { ASSESSMENT_WORDS } from './assessment-words.ts';
import { isWhole, type Reasons, ReasonsByCell } from './reasons-by-cell.tsx';

type Texts = Readonly<Record<string, string>>;

interface ScoreFormProps {
  readonly assessment: Schemas['Assessment'];
  readonly etag: string | undefined;
  readonly form: SheetForm;
  readonly onEnd: (told?: string) => void;
}

/** What the office finds by its own cells, with the reasons; after an objection the answer to each item of it. */
export function ScoreForm({ assessment, etag, form, onEnd }: ScoreFormProps): ReactNode {
  const words = useWords(ASSESSMENT_WORDS).score;
  const text = useText();
  const act = useAct(scoreFiling);
  const score = useScore(assessment, form);
  const placeOf = usePlaceOfCell(form);
  const { told, rest } = refusalByField(act.refusal, fieldOf);
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    score.setTried(true);
    if (score.body === undefined) return;
    const sent = await act.send({ path: { id: assessment.filing }, body: score.body }, etag);
    if (sent) onEnd(words.done(sent.data.respondBy ?? ''));
  };
  const items = form.sections
    .filter(({ by }) => by === 'office')
    .flatMap(cellsOf)
    .map((cell) => ({ cell: cell.id, title: text(cell.title) }));
  return (
    <TypedForm className="reason-form" onSubmit={(event) => void send(event)} noValidate>
      <h3>{words.title}</h3>
      {score.cells.map((cell) => (
        <FoundField
          key={cell.id}
          {...{ cell, value: score.typed[cell.id] ?? '', told: told[cell.id], onChange: score.type }}
        />
      ))}
      <FormField
        label={score.objected.length > 0 ? words.answer : words.text}
        {...{ name: 'text', value: score.says, onChange: score.setSays, isLong: true }}
        error={score.isTried && score.says.trim() === '' ? words.needed : told.text}
      />
      <ReasonsByCell
        {...{ title: words.reasons, items, reasons: score.reasons, onChange: score.setReasons }}
        {...{ needed: score.objected, isTried: score.isTried }}
      />
      <ProofField
        {...{ label: words.proof, agencyCode: assessment.agencyCode, files: score.files, onFiles: score.setFiles }}
      />
      <FormField
        isDay
        {...{ label: words.respondBy, name: 'respondBy', value: score.day, onChange: score.setDay }}
        error={score.isTried && score.isDayWrong ? words.badDay : told.respondBy}
      />
      {rest && <Refusal of={rest} placeOf={placeOf} />}
      <p className="acts">
        <Button type="primary" htmlType="submit" loading={act.isBusy}>
          {words.does}
        </Button>
        <Button onClick={() => onEnd()}>{words.cancel}</Button>
      </p>
    </TypedForm>
  );
}

/** The field where a place of the request is typed; reasons are listed with the refusal. */
function fieldOf(pointer: string): string | undefined {
  return /^\/(?:(?:cells|texts)\/([^/]+)|(text|respondBy))$/.exec(pointer)?.slice(1).find(Boolean);
}

/** What is typed of a score, and its body once it is whole. */
function useScore({ rounds }: Schemas['Assessment'], form: SheetForm) {
  const last = rounds.at(-1);
  const objected = Object.keys((last?.answer?.answer === 'objected' && last.answer.cells) || {});
  const cells = form.sections
    .filter(({ by }) => by === 'office')
    .flatMap(cellsOf)
    .filter(isTyped);
  const [typed, setTyped] = useState<Texts>(() => writtenOf({ ...last?.cells, ...last?.texts }));
  const [says, setSays] = useState('');
  const [reasons, setReasons] = useState<Reasons>(() => Object.fromEntries(objected.map((cell) => [cell, ''])));
  const [files, setFiles] = useState<readonly string[]>([]);
  const [day, setDay] = useState('');
  const [isTried, setTried] = useState(false);
  const respondBy = day.trim() === '' ? null : readDay(day, today());
  const isDayWrong = respondBy === undefined;
  const found = foundOf(cells, typed);
  const isReady = found !== undefined && says.trim() !== '' && isWhole(reasons) && !isDayWrong;
  const body: BodyOf<'scoreFiling'> | undefined = isReady
    ? {
        ...{ ...found, text: says.trim(), files: [...files], respondBy },
        ...(Object.keys(reasons).length > 0 && { reasons }),
      }
    : undefined;
  const type = (cell: string, value: string): void => setTyped((before) => ({ ...before, [cell]: value }));
  return {
    ...{ cells, objected, typed, type, says, setSays, reasons, setReasons, files, setFiles, day, setDay },
    ...{ isTried, setTried, isDayWrong, body },
  };
}

function writtenOf(values: Readonly<Record<string, Schemas['CellValue']>>): Texts {
  return Object.fromEntries(Object.entries(values).map(([id, value]) => [id, writeTypedCell(value)]));
}

/** The office's cells as the contract has them; nothing where one of them cannot be read. */
function foundOf(cells: readonly FormCell[], typed: Texts): Pick<BodyOf<'scoreFiling'>, 'cells' | 'texts'> | undefined {
  const read = cells.map((cell) => ({ cell, found: readTypedCell(cell, typed[cell.id] ?? '', today()) }));
  if (read.some(({ found }) => found === undefined)) return undefined;
  const stated = read.flatMap(({ cell, found }) => (found?.value == null ? [] : [{ cell, value: found.value }]));
  const texts = stated.filter(({ cell }) => cell.type === 'text');
  const values = stated.filter(({ cell }) => cell.type !== 'text');
  return {
    cells: Object.fromEntries(values.map(({ cell, value }) => [cell.id, value])),
    texts: Object.fromEntries(texts.map(({ cell, value }) => [cell.id, String(value)])),
  };
}

interface FoundFieldProps {
  readonly cell: FormCell;
  readonly value: string;
  /** What the gate says of it. */
  readonly told: string | undefined;
  readonly onChange: (cell: string, value: string) => void;
}

function FoundField({ cell, value, told, onChange }: FoundFieldProps): ReactNode {
  const words = useWords(ASSESSMENT_WORDS).score;
  const text = useText();
  const titleOf = useCellTitle();
  const isBad = readTypedCell(cell, value, today()) === undefined;
  const choices = (cell.choices ?? []).map(({ id, title }) => ({ value: id, label: text(title) }));
  const flags = [
    { value: 'true', label: words.yes },
    { value: 'false', label: words.no },
  ];
  return (
    <FormField
      {...{ label: titleOf(cell), name: cell.id, value, none: words.notStated }}
      {...(cell.type === 'flag' && { choices: flags })}
      {...(cell.type === 'choice' && { choices })}
      isLong={cell.type === 'text'}
      isDay={cell.type === 'day'}
      error={isBad ? words.bad : told}
      onChange={(typed) => onChange(cell.id, typed)}
    />
  );
}
