import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { AnswerOf, BodyOf, Schemas } from '../client/operation.ts';
import { createWaiver } from '../client/operations.generated.ts';
import { useAct } from '../client/use-gate.ts';
import { FormField } from '../form/form-field.tsx';
import { CancelButton } from '../ui/cancel-button.tsx';
import { Refusal } from '../ui/refusal.tsx';
import { addDays, today } from '../ui/time.ts';
import { readDay } from '../ui/typed-values.ts';
import { awaitedSigners } from '../words/awaited-signers.ts';
import { useText } from '../words/in-language.ts';
import { ROLE_WORDS } from '../words/roles.ts';
import { useWords } from '../words/use-words.ts';
import { WAIVER_REASON_WORDS } from '../words/waiver-words.ts';
import { type OfferedPaper, papersOffered } from './order-papers.ts';
import { PaperFields } from './paper-fields.tsx';
import { useBureau } from './review-list.ts';
import { REVIEW_WORDS, type ReviewWords } from './review-words.ts';

type Rule = Schemas['RuleInSet'];
type Waivability = Schemas['RuleWaivability'];

/** What `policy.waiver.reasonMinChars` says; a gate that asks for more says so when the form is sent. */
const REASON_CHARACTERS_MIN = 20;

interface WaiverFormProps {
  readonly order: Pick<AnswerOf<'getOrder'>, 'id' | 'latestRevision' | 'agencyCode' | 'submission'>;
  readonly rule: Rule;
  readonly clause: string;
  /** Where the form can be closed again. */
  readonly onCancel?: () => void;
}

interface Typed extends OfferedPaper {
  readonly reasonCode: string;
  readonly text: string;
  readonly until: string;
}

type Missing = { readonly [name in keyof Typed]?: string };

/** Proposes that one clause is set aside for one revision of an order. What was typed stays whatever the gate refuses. */
export function WaiverForm(props: WaiverFormProps): ReactNode {
  const { waivable } = props.rule.document;
  const words = useWords(REVIEW_WORDS).review;
  if (!waivable) {
    return (
      <p>
        <strong>{words.unwaivable}</strong> {words.unwaivableRule}
      </p>
    );
  }
  return <OpenForm {...props} waivable={waivable} />;
}

function OpenForm(props: WaiverFormProps & { readonly waivable: Waivability }): ReactNode {
  const { order, rule, clause, waivable, onCancel } = props;
  const words = useWords(REVIEW_WORDS).form;
  const textOf = useText();
  const act = useAct(createWaiver);
  const [proposal, setProposal] = useState<Schemas['Proposal']>();
  const [errors, setErrors] = useState<Missing>({});
  const untilMax = addDays(today(), waivable.daysMax - 1);
  const [typed, setTyped] = useState<Typed>(emptyWith(waivable, untilMax));
  const change = (name: 'reasonCode' | 'text' | 'until') => (value: string) =>
    setTyped((before) => ({ ...before, [name]: value }));
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const missing = missingIn(typed, words, untilMax);
    setErrors(missing);
    if (Object.keys(missing).length > 0) return;
    const body = bodyOf(typed, {
      scope: { order: { id: order.id, revision: order.latestRevision } },
      rules: [{ rule: rule.read.id, revision: rule.read.revision, clause }],
    });
    const sent = await act.send({ body });
    setProposal(sent?.proposal);
  };
  if (proposal) return <Submitted proposal={proposal} />;
  return (
    <form className="reason-form" onSubmit={(event) => void send(event)} noValidate>
      <h3>
        {words.title(textOf(rule.read.title))} <span className="code">{rule.read.id}</span>
      </h3>
      <Signers owner={rule.read.owner} />
      <Grounds of={waivable} value={typed.reasonCode} error={errors.reasonCode} onChange={change('reasonCode')} />
      <FormField
        label={words.text}
        help={words.counted([...typed.text.trim()].length, REASON_CHARACTERS_MIN)}
        {...{ isLong: true, value: typed.text, error: errors.text, onChange: change('text') }}
      />
      <FormField
        label={words.until}
        help={words.latest(waivable.daysMax, untilMax)}
        {...{ isDay: true, value: typed.until, error: errors.until, onChange: change('until') }}
      />
      <PaperFields
        {...{ agencyCode: order.agencyCode, offered: papersOffered(order.submission), typed, errors }}
        onTyped={(paper) => setTyped((before) => ({ ...before, ...paper }))}
      />
      {act.refusal && <Refusal of={act.refusal} />}
      <div className="acts">
        <Button type="primary" htmlType="submit" loading={act.isBusy}>
          {words.submit}
        </Button>
        {onCancel && <CancelButton onCancel={onCancel} />}
      </div>
    </form>
  );
}

interface GroundsProps {
  readonly of: Waivability;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
}

/** Only the grounds that the rule allows. */
function Grounds({ of: { reasons }, value, error, onChange }: GroundsProps): ReactNode {
  const words = useWords(REVIEW_WORDS).form;
  const reasonWords: { readonly [reason: string]: string } = useWords(WAIVER_REASON_WORDS);
  const choices = reasons.map((reason) => ({ value: reason, label: reasonWords[reason] ?? reason }));
  return <FormField label={words.ground} choices={choices} none={words.choose} {...{ value, error, onChange }} />;
}

/** Who has to sign what is about to be proposed: one other person of the bureau, or two where the agency asks. */
function Signers({ owner }: { readonly owner: Rule['read']['owner'] }): ReactNode {
  const words = useWords(REVIEW_WORDS).form;
  const roles = useWords(ROLE_WORDS);
  const isOfOwner = useBureau() === owner;
  return <p className="secondary">{(isOfOwner ? words.signersOne : words.signersTwo)(roles[owner])}</p>;
}

function Submitted({ proposal }: { readonly proposal: Schemas['Proposal'] }): ReactNode {
  const words = useWords(REVIEW_WORDS).form;
  const roles = useWords(ROLE_WORDS);
  const who = awaitedSigners(proposal.slots)
    .map(({ able, count }) => words.signers(able.map((role) => roles[role]).join(' / '), count))
    .join(words.separator);
  return (
    <p className="notice" data-kind="done" role="status">
      {words.submitted(who)}{' '}
      <Link to="/proposals/$id" params={{ id: proposal.id }}>
        {words.proposal}
      </Link>
    </p>
  );
}

/** A single ground and the last day that is allowed are filled in; facts are not. */
function emptyWith({ reasons }: Waivability, untilMax: string): Typed {
  const [only, other] = reasons;
  const reasonCode = other === undefined ? (only ?? '') : '';
  return { reasonCode, text: '', until: untilMax, document: '', issuedBy: '', issuedOn: '', file: null };
}

function missingIn(typed: Typed, words: ReviewWords['form'], untilMax: string): Missing {
  const { reasonCode, text, until, document, issuedOn } = typed;
  const day = readDay(until, today()) ?? '';
  const isInTime = day >= today() && day <= untilMax;
  const isDated = issuedOn.trim() === '' || readDay(issuedOn, today()) !== undefined;
  return {
    ...(reasonCode === '' && { reasonCode: words.missing }),
    ...([...text.trim()].length < REASON_CHARACTERS_MIN && { text: words.short(REASON_CHARACTERS_MIN) }),
    ...(!isInTime && { until: words.late(untilMax) }),
    ...(!isDated && { issuedOn: words.noDay }),
    ...(document.trim() === '' && { document: words.missing }),
  };
}

function bodyOf(typed: Typed, what: Pick<BodyOf<'createWaiver'>, 'scope' | 'rules'>): BodyOf<'createWaiver'> {
  const { reasonCode, text, until, document, issuedBy, issuedOn, file } = typed;
  return {
    ...what,
    // One of the grounds of the rule, which are those of the contract.
    reasonCode: reasonCode as Schemas['WaiverReason'],
    text: text.trim(),
    evidence: [
      {
        ...{ document: document.trim(), issuedBy: issuedBy.trim() || null },
        ...{ issuedOn: readDay(issuedOn, today()) ?? null, file },
      },
    ],
    until: readDay(until, today()) ?? until,
  };
}
