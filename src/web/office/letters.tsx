import { Button } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { BodyOf, Schemas } from '../client/operation.ts';
import { createCommitmentLetter, getCommitmentLetter, listCommitmentLetters } from '../client/operations.generated.ts';
import { useMay } from '../client/session-context.tsx';
import { useAct, useRead } from '../client/use-gate.ts';
import { FormField } from '../form/form-field.tsx';
import { ProofField } from '../form/proof-field.tsx';
import { type Column, ServerTable } from '../table/server-table.tsx';
import { TypedForm } from '../ui/leaving/typed-form.tsx';
import { ScanLink } from '../ui/papers/scan-link.tsx';
import { Refusal } from '../ui/refusal.tsx';
import { Reading } from '../ui/screen.tsx';
import { today } from '../ui/time.ts';
import { readDay } from '../ui/typed-values.ts';
import { useWords } from '../words/use-words.ts';
import { LETTER_WORDS } from './letters-words.ts';

type Letter = Schemas['CommitmentLetter'];
type Person = Schemas['ResponsiblePerson'];

const LETTERS_MAX = 200;
/** Instead of a person: the letters of the other staff, as a count. */
const STAFF = 'staff';

interface LettersProps {
  readonly code: string;
  readonly people: readonly Person[];
}

/** Who of an agency has signed a letter of commitment, and how many of the other staff. */
export function Letters({ code, people }: LettersProps): ReactNode {
  const words = useWords(LETTER_WORDS);
  const may = useMay();
  const letters = useRead(listCommitmentLetters, { query: { agencyCode: code, limit: LETTERS_MAX } });
  const [isAdding, setAdding] = useState(false);
  const [added, setAdded] = useState<string>();
  const columns = useColumns(people);
  return (
    <section>
      <h2>{words.title}</h2>
      {added !== undefined && <Added key={added} id={added} />}
      {may(createCommitmentLetter) && !isAdding && (
        <p className="acts screen-only">
          <Button onClick={() => setAdding(true)}>{words.add}</Button>
        </p>
      )}
      {isAdding && (
        <LetterForm
          {...{ code, people }}
          onEnd={(id) => {
            setAdding(false);
            setAdded(id);
          }}
        />
      )}
      <Reading read={letters}>
        {({ data }) => (
          <>
            {data.next !== null && <p className="secondary">{words.more}</p>}
            <ServerTable
              {...{ caption: words.title, columns, rows: data.items, empty: words.none }}
              idOf={({ id }) => id}
            />
          </>
        )}
      </Reading>
    </section>
  );
}

/** The letter as the gate has it now. */
function Added({ id }: { readonly id: string }): ReactNode {
  const words = useWords(LETTER_WORDS);
  const letter = useRead(getCommitmentLetter, { path: { id } });
  return <p role="status">{letter.data && words.done(letter.data.data.recordedOn)}</p>;
}

function useColumns(people: readonly Person[]): readonly Column<Letter>[] {
  const words = useWords(LETTER_WORDS);
  const { columns } = words;
  const whoOf = ({ person, staffSigned, staffDue }: Letter): string => {
    if (person === null) return words.staff(staffSigned ?? 0, staffDue);
    return people.find(({ id }) => id === person)?.name ?? person;
  };
  return [
    { title: columns.who, cell: (letter) => <bdi>{whoOf(letter)}</bdi> },
    { title: columns.year, cell: ({ year }) => year },
    { title: columns.signedOn, cell: ({ signedOn }) => signedOn },
    { title: columns.file, cell: ({ file }) => <ScanLink file={file} /> },
    { title: columns.recordedOn, cell: ({ recordedOn }) => recordedOn },
  ];
}

interface LetterFormProps extends LettersProps {
  /** With the letter, if one was recorded. */
  readonly onEnd: (id?: string) => void;
}

function LetterForm({ code, people, onEnd }: LetterFormProps): ReactNode {
  const words = useWords(LETTER_WORDS);
  const act = useAct(createCommitmentLetter);
  const letter = useLetter(code);
  const { typed, type, faults } = letter;
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    letter.setTried(true);
    if (letter.body === undefined) return;
    const sent = await act.send({ body: letter.body });
    if (sent) onEnd(sent.data.id);
  };
  const field = (name: keyof typeof typed) => ({
    ...{ label: words[name], name, value: typed[name], onChange: (value: string) => type(name, value) },
    error: faults[name] && words[faults[name]],
  });
  const signers = people.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <TypedForm className="reason-form" onSubmit={(event) => void send(event)} noValidate>
      <h3>{words.add}</h3>
      <FormField {...field('who')} choices={[...signers, { value: STAFF, label: words.ofStaff }]} none={words.choose} />
      {typed.who === STAFF && <FormField {...field('signed')} inputMode="numeric" />}
      {typed.who === STAFF && <FormField {...field('due')} inputMode="numeric" />}
      <FormField {...field('year')} inputMode="numeric" />
      <FormField {...field('signedOn')} isDay />
      <ProofField
        {...{ label: words.proof, agencyCode: code, files: letter.files }}
        onFiles={(files) => letter.setFiles(files.slice(-1))}
        error={letter.isFileMissing ? words.noFile : undefined}
      />
      {act.refusal && <Refusal of={act.refusal} />}
      <p className="acts">
        <Button type="primary" htmlType="submit" loading={act.isBusy}>
          {words.add}
        </Button>
        <Button onClick={() => onEnd()}>{words.cancel}</Button>
      </p>
    </TypedForm>
  );
}

type Typed = Record<'who' | 'signed' | 'due' | 'year' | 'signedOn', string>;
type Faults = { [name in keyof Typed]?: 'needed' | 'badCount' | 'badDay' | 'badYear' };

function useLetter(agencyCode: string) {
  const [typed, setTyped] = useState<Typed>({
    ...{ who: '', signed: '', due: '', year: today().slice(0, 4), signedOn: today() },
  });
  const [files, setFiles] = useState<readonly string[]>([]);
  const [isTried, setTried] = useState(false);
  const faults = faultsIn(typed);
  const [file] = files;
  const isWhole = Object.keys(faults).length === 0 && file !== undefined;
  const body = isWhole ? letterOf({ agencyCode, file }, typed) : undefined;
  const type = (name: keyof Typed, value: string): void => setTyped((before) => ({ ...before, [name]: value }));
  const shown: Faults = isTried ? faults : {};
  return {
    ...{ typed, type, files, setFiles, setTried, body, faults: shown },
    isFileMissing: isTried && file === undefined,
  };
}

function faultsIn({ who, signed, due, year, signedOn }: Typed): Faults {
  const isCount = (text: string): boolean => /^\d{1,6}$/.test(text.trim());
  const isOfStaff = who === STAFF;
  return {
    ...(who === '' && { who: 'needed' }),
    ...(isOfStaff && !isCount(signed) && { signed: 'badCount' }),
    ...(isOfStaff && !isCount(due) && { due: 'badCount' }),
    ...(!/^20\d\d$/.test(year.trim()) && { year: 'badYear' }),
    ...(readDay(signedOn, today()) === undefined && { signedOn: 'badDay' }),
  };
}

function letterOf(
  { agencyCode, file }: { readonly agencyCode: string; readonly file: string },
  { who, signed, due, year, signedOn }: Typed,
): BodyOf<'createCommitmentLetter'> {
  const isOfStaff = who === STAFF;
  return {
    ...{ agencyCode, file, year: Number(year), signedOn: readDay(signedOn, today()) ?? signedOn },
    person: isOfStaff ? null : who,
    staffSigned: isOfStaff ? Number(signed) : null,
    staffDue: isOfStaff ? Number(due) : null,
  };
}
