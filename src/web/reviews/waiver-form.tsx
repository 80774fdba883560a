import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { AnswerOf, BodyOf, Schemas } from '../client/operation.ts';
import { createWaiver } from '../client/operations.generated.ts';
import { useAct } from '../client/use-gate.ts';
import { FormField } from '../form/form-field.tsx';
import type { DraftPlace } from '../form/saving/draft-keeper.ts';
import { DraftStanding } from '../form/saving/draft-standing.tsx';
import { type OpenedDraft, useKeptDraft, useOpenedDraft } from '../form/use-kept-draft.ts';
import { CancelButton } from '../ui/cancel-button.tsx';
import { Refusal } from '../ui/refusal.tsx';
import { addDays, today } from '../ui/time.ts';
import { readDay } from '../ui/typed-values.ts';
import { UI_WORDS } from '../ui/ui-words.ts';
import { awaitedSigners } from '../words/awaited-signers.ts';
import { useText } from '../words/in-language.ts';
import { ROLE_WORDS } from '../words/roles.ts';
import { useWords } from '../words/use-words.ts';
import { WAIVER_REASON_WORDS } from '../words/waiver-words.ts';
import { papersOffered } from './order-papers.ts';
import { PaperFields } from './paper-fields.tsx';
import { useBureau } from './review-list.ts';
import { REVIEW_WORDS, type ReviewWords } from './review-words.ts';
import { blankWaiver, mergedWaiver, type WaiverDraft, waiverIn } from './waiver-draft.ts';

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

type Typed = WaiverDraft;
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

type OpenProps = WaiverFormProps & { readonly waivable: Waivability };

/** Reads first what was begun of it. */
function OpenForm(props: OpenProps): ReactNode {
  const { order, rule, clause } = props;
  const place = {
    ...{ agencyCode: order.agencyCode, kind: 'waiver' as const, orderId: order.id },
    title: `${rule.read.id} ${clause}`,
  };
  const opened = useOpenedDraft(place);
  const [proposal, setProposal] = useState<Schemas['Proposal']>();
  if (proposal) return <Submitted proposal={proposal} />;
  if (opened.isWaiting) return null;
  if (opened.error !== null) return <Refusal of={opened.error} />;
  return <TypedWaiver {...props} place={place} opened={opened.draft} onProposed={setProposal} />;
}

interface TypedWaiverProps extends OpenProps {
  readonly place: DraftPlace;
  readonly opened: OpenedDraft | undefined;
  readonly onProposed: (proposal: Schemas['Proposal'] | undefined) => void;
}

function TypedWaiver(props: TypedWaiverProps): ReactNode {
  const { order, rule, waivable, onCancel } = props;
  const words = useWords(REVIEW_WORDS).form;
  const textOf = useText();
  const { kept, act, errors, untilMax, send } = useTypedWaiver(props);
  const { typed } = kept;
  const change = (name: 'reasonCode' | 'text' | 'until') => (value: string) =>
    kept.change((before) => ({ ...before, [name]: value }));
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
        onTyped={(paper) => kept.change((before) => ({ ...before, ...paper }))}
      />
      {act.refusal && <Refusal of={act.refusal} />}
      <DraftStanding kept={kept} />
      <div className="acts">
        <Button type="primary" htmlType="submit" loading={act.isBusy}>
          {words.submit}
        </Button>
        {onCancel && <CancelButton onCancel={onCancel} />}
      </div>
    </form>
  );
}

/** What is typed, kept and proposed. */
function useTypedWaiver({ order, rule, clause, waivable, place, opened, onProposed }: TypedWaiverProps) {
  const words = useWords(REVIEW_WORDS).form;
  const act = useAct(createWaiver);
  const [errors, setErrors] = useState<Missing>({});
  const untilMax = addDays(today(), waivable.daysMax - 1);
  const blank = blankWaiver(waivable, untilMax);
  const kept = useKeptDraft<Typed>({
    ...{ place, opened, merge: (mine, theirs) => mergedWaiver(mine, waiverIn(theirs, blank), blank) },
    initial: opened === undefined ? blank : waiverIn(opened.content, blank),
  });
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const missing = missingIn(kept.typed, words, untilMax);
    setErrors(missing);
    if (Object.keys(missing).length > 0) return;
    const body = bodyOf(kept.typed, {
      scope: { order: { id: order.id, revision: order.latestRevision } },
      rules: [{ rule: rule.read.id, revision: rule.read.revision, clause }],
    });
    const sent = await act.send({ body });
    if (sent === undefined) return;
    onProposed(sent.proposal);
    await kept.remove(blank);
  };
  return { kept, act, errors, untilMax, send };
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
  const { or } = useWords(UI_WORDS);
  const who = awaitedSigners(proposal.slots)
    .map(({ able, count }) => words.signers(able.map((role) => roles[role]).join(or), count))
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
