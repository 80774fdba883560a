import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { type ReactNode, useMemo, useState } from 'react';
import { GateProblem } from '../../client/gate-problem.ts';
import type { AnswerOf } from '../../client/operation.ts';
import { contractOrder } from '../../client/operations.generated.ts';
import { useAct } from '../../client/use-gate.ts';
import { FormField } from '../../form/form-field.tsx';
import type { DraftPlace } from '../../form/saving/draft-keeper.ts';
import { DraftStanding } from '../../form/saving/draft-standing.tsx';
import { useFirstFault } from '../../form/use-first-fault.ts';
import { type OpenedDraft, useKeptDraft } from '../../form/use-kept-draft.ts';
import { useLanguage } from '../../ui/appearance/use-preferences.ts';
import { type Fen, yuanOf } from '../../ui/fen.ts';
import { writeMoney } from '../../ui/money.ts';
import { Refusal } from '../../ui/refusal.tsx';
import { today } from '../../ui/time.ts';
import { useWords } from '../../words/use-words.ts';
import { capitalsOf } from '../workspace/body/capitals.ts';
import { type ContractBody, contractBody, isGift } from './contract-body.ts';
import { approvedSum, contractParts } from './contract-parts.ts';
import { ContractPrices } from './contract-prices.tsx';
import { CONTRACT_WORDS } from './contract-words.ts';
import {
  contractIn,
  contractOf,
  type HeadField,
  mergedContract,
  type TypedContract,
  type TypedFieldsProps,
} from './typed-contract.ts';

const route = getRouteApi('/orders/$id/contract');

interface ContractFormProps {
  readonly order: AnswerOf<'getOrder'>;
  readonly etag: string | undefined;
  /** What stands approved. */
  readonly submission: AnswerOf<'getOrder'>['submission'];
  readonly place: DraftPlace;
  readonly opened: OpenedDraft | undefined;
}

/** A contract as it is typed: kept as a draft until it is approved, so that what the gate refuses is mended and not typed again. */
export function ContractForm(props: ContractFormProps): ReactNode {
  const words = useWords(CONTRACT_WORDS);
  const { kept, parts, built, act, attempt, send, isGiven } = useContract(props);
  const form = useFirstFault(attempt, act.refusal);
  const errorOf = (name: string): string | undefined => {
    const fault = attempt > 0 ? built.faults.get(name) : undefined;
    return fault === undefined ? refusedAt(act.refusal, built, name) : words[fault];
  };
  const change = (next: (before: TypedContract) => TypedContract): void => {
    // What was refused was said of other words.
    if (act.refusal !== null) act.reset();
    kept.change(next);
  };
  return (
    <form
      ref={form}
      className="contract-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <p className="secondary">{words.help}</p>
      <Head {...{ typed: kept.typed, change, errorOf, isGiven }} />
      <ContractPrices {...{ typed: kept.typed, change, errorOf, parts, isGiven }} />
      <p className="secondary">
        {words.otherQuantity}{' '}
        <Link to="/orders/$id/amend" params={{ id: props.order.id }}>
          {words.amend}
        </Link>
      </p>
      {!isGiven && <Sum of={built.totalFen} approved={approvedSum(parts)} />}
      {kept.mergedFrom && <p className="notice">{words.merged}</p>}
      {act.refusal && <Refusal of={act.refusal} />}
      <div className="acts">
        <Button type="primary" htmlType="submit" loading={act.isBusy}>
          {words.submit}
        </Button>
      </div>
      <DraftStanding kept={kept} />
    </form>
  );
}

/** What is typed, kept and sent of a contract. */
function useContract({ order, etag, submission, place, opened }: ContractFormProps) {
  const navigate = route.useNavigate();
  const parts = useMemo(() => contractParts(submission), [submission]);
  const [blank] = useState(() => contractOf(submission, parts));
  const initial = opened === undefined ? blank : contractIn(opened.content, blank);
  const merge = (mine: TypedContract, theirs: object): TypedContract => mergedContract(mine, theirs, blank);
  const kept = useKeptDraft({ place, opened, initial, merge });
  const act = useAct(contractOrder);
  const [attempt, setAttempt] = useState(0);
  const isGiven = isGift(submission);
  const built = contractBody(kept.typed, { today: today(), parts, isGift: isGiven });
  async function send(): Promise<void> {
    setAttempt((before) => before + 1);
    if (built.body === undefined) return;
    const done = await act.send({ path: { id: order.id }, body: built.body }, etag);
    if (done === undefined) return;
    // One that was not approved is mended and put again.
    if (done.data.decision.outcome === 'approved') await kept.remove(kept.typed);
    await navigate({ to: '/orders/$id', params: { id: order.id } });
  }
  return { kept, parts, built, act, attempt, send, isGiven };
}

/** What the gate said at a field, once it was asked in earnest. */
function refusedAt(refusal: Error | null, { fieldAt }: ContractBody, name: string): string | undefined {
  if (!(refusal instanceof GateProblem)) return undefined;
  const error = refusal.errors.find(({ pointer }) => fieldAt(pointer ?? '') === name);
  return error?.message || undefined;
}

function Head({ typed, change, errorOf, isGiven }: TypedFieldsProps): ReactNode {
  const words = useWords(CONTRACT_WORDS);
  const field = (name: HeadField) => ({
    ...{ name, label: words[name], value: typed[name], error: errorOf(name) },
    onChange: (text: string) => change((before) => ({ ...before, [name]: text })),
  });
  return (
    <div className="contract-head">
      <FormField {...field('number')} />
      <FormField isDay {...field('signedOn')} help={words.signedOnHelp} />
      <FormField {...field('supplier')} />
      <FormField {...field('creditCode')} />
      <FormField isDay {...field('creditCheckedOn')} {...(!isGiven && { help: words.creditHelp })} />
    </div>
  );
}

/** The sum of the contract as it is typed, beside what was approved: what becomes of the difference. */
function Sum({ of: total, approved }: { readonly of: Fen; readonly approved: Fen }): ReactNode {
  const words = useWords(CONTRACT_WORDS);
  const isChinese = useLanguage() === 'zh-CN';
  const difference = approved - total;
  const told = difference > 0n ? words.released : words.above;
  return (
    <div className="contract-sum" role="status" aria-label={words.total}>
      <span>
        {words.total} <strong>{writeMoney(yuanOf(total))}</strong>
      </span>
      {isChinese && <span className="secondary">{capitalsOf(total)}</span>}
      <span className="secondary">{words.approved(writeMoney(yuanOf(approved)))}</span>
      {difference !== 0n && <strong>{told(writeMoney(yuanOf(difference > 0n ? difference : -difference)))}</strong>}
    </div>
  );
}
