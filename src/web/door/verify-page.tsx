import { lazy, type ReactNode, Suspense, useEffect, useId, useRef, useState } from 'react';
import { call } from '../client/call.ts';
import type { AnswerOf } from '../client/operation.ts';
import { listCertificateKeys, listLogKeys, verifyCertificate } from '../client/operations.generated.ts';
import type { Judged } from '../proof/judge.ts';
import { FilePick } from '../ui/file-pick/file-pick.tsx';
import { useWords } from '../words/use-words.ts';
import { Refusal } from './refusal.tsx';
import { useSubmit } from './use-submit.ts';
import { VERIFY_WORDS } from './verify-words.ts';

const fetchResult = () => import('./verify-result.tsx');
/** It was fetched with the code that checks, whose absence is told in words. */
const VerifyResult = lazy(async () => ({ default: (await fetchResult()).VerifyResult }));

type Standing = AnswerOf<'verifyCertificate'>;
type Fault = 'unread' | 'tooLarge' | 'pdfWithout' | 'number' | undefined;

const FILE_BYTES_MAX = 2_000_000;

/** Anybody checks what a gate gave out. A certificate may stand in the fragment of the address, as its QR code has it. */
export function VerifyPage(): ReactNode {
  const words = useWords(VERIFY_WORDS);
  const verification = useVerification();
  const { judged, standing, fault, refusal } = verification;
  return (
    <>
      <h1>{words.title}</h1>
      <VerifyForm {...verification} />
      <Refusal text={fault === undefined ? refusal : words[fault]} />
      {judged ? (
        <Suspense>
          <VerifyResult judged={judged} standing={standing} />
        </Suspense>
      ) : (
        fault === undefined && refusal === '' && <p className="secondary">{words.empty}</p>
      )}
      <section className="door-form">
        <h2>{words.limitTitle}</h2>
        <p>{words.limit}</p>
        <details>
          <summary>{words.operatorsTitle}</summary>
          <p>{words.operators}</p>
        </details>
      </section>
    </>
  );
}

type Verification = ReturnType<typeof useVerification>;

function VerifyForm({ text, isBusy, change, verifyAgain, take }: Verification): ReactNode {
  const words = useWords(VERIFY_WORDS);
  const id = useId();
  return (
    <form
      className="door-form"
      noValidate
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        if (event.dataTransfer.files.length === 0) return;
        event.preventDefault();
        // The field tells the name of the file, as if it had been chosen there.
        const field = fileFieldIn(event.currentTarget);
        if (field) field.files = event.dataTransfer.files;
        void take(event.dataTransfer.files[0]);
      }}
      onSubmit={(event) => {
        event.preventDefault();
        verifyAgain();
      }}
    >
      <p>{words.intro}</p>
      <div className="door-field">
        <label htmlFor={`${id}-text`}>{words.text}</label>
        <textarea
          className="code"
          id={`${id}-text`}
          rows={5}
          spellCheck={false}
          value={text}
          onChange={({ target }) => {
            const field = fileFieldIn(target.form);
            if (field) field.value = '';
            change(target.value);
          }}
        />
      </div>
      <div className="door-field">
        <label htmlFor={`${id}-file`}>{words.file}</label>
        <FilePick id={`${id}-file`} onChange={({ target }) => void take(target.files?.[0])} />
      </div>
      <button className="door-submit" type="submit" aria-disabled={isBusy}>
        {words.submit}
      </button>
    </form>
  );
}

function fileFieldIn(form: HTMLFormElement | null): HTMLInputElement | undefined {
  return form?.querySelector<HTMLInputElement>('input[type=file]') ?? undefined;
}

/** What was brought, and what was found out about it. */
function useVerification() {
  const [text, setText] = useState(() => location.hash.slice(1));
  const [judged, setJudged] = useState<Judged>();
  const [standing, setStanding] = useState<Standing>();
  const [fault, setFault] = useState<Fault>();
  const { isBusy, refusal, submit } = useSubmit();
  /** What the result is of: one that comes late, for a text that is there no more, is not shown. */
  const asked = useRef('');

  function change(to: string): void {
    asked.current = '';
    setText(to);
    setJudged(undefined);
    setStanding(undefined);
    setFault(undefined);
  }

  /** A file is not shown as text: most of a PDF is nothing to read. */
  function verify(brought: string, { isFile = false } = {}): void {
    change(isFile ? '' : brought);
    asked.current = brought;
    submit(async () => {
      const found = await judgeHere(brought);
      if (asked.current !== brought) return;
      if (typeof found === 'string') return setFault(found);
      setJudged(found);
      if (found.kind !== 'certificate') return;
      const { data } = await call(verifyCertificate, { body: { certificate: found.token } });
      if (asked.current === brought) setStanding(data);
    });
  }

  /** What stands in the field, or the file that was brought last. */
  function verifyAgain(): void {
    if (text.trim() !== '') verify(text);
    else if (asked.current !== '') verify(asked.current, { isFile: true });
  }

  useTokenInAddress(verify);

  async function take(file: File | undefined): Promise<void> {
    if (file === undefined) return;
    change('');
    if (file.size > FILE_BYTES_MAX) setFault('tooLarge');
    else verify(await file.text(), { isFile: true });
  }

  return { text, judged, standing, fault, refusal, isBusy, change, verifyAgain, take };
}

/** The keys of the gate, the code that checks and what shows it are fetched when somebody brings something. */
async function judgeHere(brought: string): Promise<Judged | Exclude<Fault, undefined>> {
  const [{ judge, isPdf, isNumber }, certificate, log] = await Promise.all([
    import('../proof/judge.ts'),
    call(listCertificateKeys, {}),
    call(listLogKeys, {}),
    fetchResult(),
  ]);
  const { items, witnesses } = log.data;
  const judged = judge(brought, { certificate: certificate.data.keys, log: items, witnesses });
  if (judged) return judged;
  if (isPdf(brought)) return 'pdfWithout';
  return isNumber(brought) ? 'number' : 'unread';
}

/** Takes the token out of the address, so that it stays in no history and no bookmark. */
function useTokenInAddress(take: (token: string) => void): void {
  useEffect(() => {
    const read = (): void => {
      const token = location.hash.slice(1);
      if (token === '') return;
      history.replaceState(null, '', location.pathname + location.search);
      take(token);
    };
    read();
    addEventListener('hashchange', read);
    return () => removeEventListener('hashchange', read);
  });
}
