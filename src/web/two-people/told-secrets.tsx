import { Button } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import type { Schemas } from '../client/operation.ts';
import { saveFile } from '../client/save-file.ts';
import { csvOf } from '../table/csv-of.ts';
import type { Language } from '../ui/appearance/preferences.ts';
import { useLanguage } from '../ui/appearance/use-preferences.ts';
import { QrCode } from '../ui/qr-code.tsx';
import { writeInstant } from '../ui/time.ts';
import { ROLE_WORDS } from '../words/roles.ts';
import { useWords, wordsIn } from '../words/use-words.ts';
import { type AskedPerson, accountsRequestOf } from './accounts-request.ts';
import { AskBeforeLeaving } from './ask-before-leaving.tsx';
import type { Proposal } from './proposal.ts';
import { SLIPS_WORDS } from './slips-words.ts';
import './slips.css';

/** What only whoever has just proposed or signed is told, this once. Nothing where there is nothing of the kind. */
export function ToldSecrets({ proposal }: { readonly proposal: Proposal }): ReactNode {
  const words = useWords(SLIPS_WORDS);
  const { told } = proposal;
  const accounts = accountsRequestOf(proposal);
  if (told?.secret !== undefined) {
    const isInvitation = proposal.operation === 'invitePerson';
    return (
      <>
        <section className="notice told-secret">
          <p>
            {isInvitation ? words.alone : words.secret} <span className="code copyable">{told.secret}</span>
          </p>
          {isInvitation && <QrCode text={addressWith(told.secret)} label={words.qr} side={132} />}
        </section>
        <AskBeforeLeaving />
      </>
    );
  }
  if (told?.secrets === undefined || accounts === undefined) return null;
  const { persons, expiresAt } = accounts;
  const slips = told.secrets.flatMap(({ secret }, at) => {
    const person = persons[at];
    return person === undefined ? [] : [{ person, secret }];
  });
  return <Slips slips={slips} expiresAt={expiresAt} />;
}

interface Slip {
  readonly person: AskedPerson;
  readonly secret: Schemas['PersonSecret']['secret'];
}

interface SlipsProps {
  readonly slips: readonly Slip[];
  /** Nothing while nobody has signed. */
  readonly expiresAt: string | undefined;
}

/** Where a person sets a password by a token. */
function doorAddress(): string {
  return `${location.origin}/console/invitation`;
}

/** The same with a half in the fragment, which is sent to no server. */
function addressWith(secret: string): string {
  return `${doorAddress()}#${secret}`;
}

/** One slip a person to cut out, in the language that its person reads, and all of them as a table. */
function Slips({ slips, expiresAt }: SlipsProps): ReactNode {
  const words = useWords(SLIPS_WORDS);
  const own = useLanguage();
  const [language, setLanguage] = useState<Language>(own);
  const [isSaved, setSaved] = useState(false);
  const half = expiresAt === undefined ? 'first' : 'second';
  const save = (): void => {
    saveFile(words.fileName(half), slipsTable({ slips, expiresAt }, language), 'text/csv');
    setSaved(true);
  };
  useEffect(() => {
    document.body.dataset.paper = 'slips';
    return () => void delete document.body.dataset.paper;
  }, []);
  const list = <SlipList {...{ slips, expiresAt, language }} />;
  return (
    <section className="slips" aria-label={words.title}>
      <h2>{words.title}</h2>
      <p className="notice" data-kind="refusal" role="status">
        {words.once(words.halves[half])}
      </p>
      <p className="acts">
        <label>
          {words.language}{' '}
          <select
            className="plain-select"
            value={language}
            onChange={({ target }) => setLanguage(target.value === 'en' ? 'en' : 'zh-CN')}
          >
            <option value="zh-CN">{words.languages.zh}</option>
            <option value="en">{words.languages.en}</option>
          </select>
        </label>
        <Button type="primary" onClick={() => print()}>
          {words.print}
        </Button>
        <Button onClick={save}>{words.save}</Button>
      </p>
      {list}
      {!isSaved && <AskBeforeLeaving />}
      {createPortal(<div className="slips-paper">{list}</div>, document.body)}
    </section>
  );
}

function SlipList({ slips, expiresAt, language }: SlipsProps & { readonly language: Language }): ReactNode {
  return (
    <ul className="slip-list">
      {slips.map((slip) => (
        <li key={slip.person.email} className="slip">
          <SlipText {...{ slip, expiresAt, language }} />
        </li>
      ))}
    </ul>
  );
}

interface SlipTextProps {
  readonly slip: Slip;
  readonly expiresAt: string | undefined;
  readonly language: Language;
}

function SlipText({ slip, expiresAt, language }: SlipTextProps): ReactNode {
  const words = wordsIn(SLIPS_WORDS, language);
  const rows = rowsOf(slip, expiresAt, language);
  return (
    <div lang={language}>
      <strong>{words.heading}</strong>
      <dl>
        {rows.map(([name, value, isCode]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className={isCode ? 'code copyable' : undefined}>{value}</dd>
          </div>
        ))}
      </dl>
      <div className="slip-scan">
        <QrCode text={addressWith(slip.secret)} label={words.qr} side={104} />
        <p>{words.how}</p>
      </div>
    </div>
  );
}

type SlipRow = readonly [name: string, value: string, isCode: boolean];

function rowsOf({ person, secret }: Slip, expiresAt: string | undefined, language: Language): readonly SlipRow[] {
  const words = wordsIn(SLIPS_WORDS, language);
  const until = expiresAt === undefined ? words.afterSignature : words.until(writeInstant(expiresAt));
  return [
    [words.name, person.name, false],
    [words.agency, person.agencyName ?? person.agencyCode, false],
    [words.role, wordsIn(ROLE_WORDS, language)[person.role], false],
    [words.email, person.email, true],
    [words.halves[expiresAt === undefined ? 'first' : 'second'], secret, true],
    [words.address, doorAddress(), true],
    [words.validUntil, until, false],
  ];
}

/** The same for a letter that a program writes to each of them. */
function slipsTable({ slips, expiresAt }: SlipsProps, language: Language): string {
  const tables = slips.map((slip) => rowsOf(slip, expiresAt, language));
  const heading = tables[0]?.map(([name]) => name) ?? [];
  return csvOf([heading, ...tables.map((rows) => rows.map(([, value]) => value))]);
}
