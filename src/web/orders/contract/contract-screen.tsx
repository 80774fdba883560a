import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import type { AnswerOf } from '../../client/operation.ts';
import { contractOrder, getOrder } from '../../client/operations.generated.ts';
import { useAct, useRead } from '../../client/use-gate.ts';
import { DoorField } from '../../door/door-field.tsx';
import { useDayExample } from '../../form/day-pick.tsx';
import { TypedForm } from '../../ui/leaving/typed-form.tsx';
import { writeMoney } from '../../ui/money.ts';
import { Refusal } from '../../ui/refusal.tsx';
import { Reading, Screen } from '../../ui/screen.tsx';
import { today } from '../../ui/time.ts';
import { useWords } from '../../words/use-words.ts';
import { contractBody, contractOf, needsCreditCheck, type TypedContract } from './contract-body.ts';
import { CONTRACT_WORDS } from './contract-words.ts';

type Order = AnswerOf<'getOrder'>;
const route = getRouteApi('/orders/$id/contract');

/** The contract of an approved order: what it says beyond the order. It is judged when it is entered. */
export function ContractScreen(): ReactNode {
  const { id } = route.useParams();
  const words = useWords(CONTRACT_WORDS);
  const order = useRead(getOrder, { path: { id } });
  return (
    <Screen
      title={words.title(order.data?.data.reference ?? '')}
      acts={
        <Link to="/orders/$id" params={{ id }}>
          {words.toOrder}
        </Link>
      }
    >
      <Reading read={order}>{({ data, etag }) => <ContractForm order={data} etag={etag} />}</Reading>
    </Screen>
  );
}

function ContractForm({ order, etag }: { readonly order: Order; readonly etag: string | undefined }): ReactNode {
  const words = useWords(CONTRACT_WORDS);
  const navigate = route.useNavigate();
  const [typed, setTyped] = useState<TypedContract>(() => contractOf(order));
  const [isChecked, setChecked] = useState(false);
  const act = useAct(contractOrder);
  const isCreditChecked = needsCreditCheck(order);
  const read = contractBody(typed, today(), { isCreditChecked });

  async function send(): Promise<void> {
    setChecked(true);
    if (!('body' in read)) return;
    const done = await act.send({ path: { id: order.id }, body: read.body }, etag);
    if (done !== undefined) await navigate({ to: '/orders/$id', params: { id: order.id } });
  }

  const example = useDayExample();
  const field = (name: keyof TypedContract) => {
    const fault = isChecked && 'faults' in read ? read.faults[name] : undefined;
    return {
      label: words[name],
      value: typed[name],
      required: name !== 'creditCheckedOn' || isCreditChecked,
      onText: (text: string) => setTyped({ ...typed, [name]: text }),
      error: fault === undefined ? '' : words[fault],
    };
  };
  const help = order.total === null ? '' : words.approved(writeMoney(order.total));
  return (
    <TypedForm
      className="narrow door-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <p className="secondary">{words.help}</p>
      <DoorField {...field('number')} />
      <DoorField {...field('signedOn')} placeholder={example} help={words.signedOnHelp} />
      <DoorField {...field('supplier')} />
      <DoorField {...field('creditCode')} />
      <DoorField {...field('creditCheckedOn')} placeholder={example} help={isCreditChecked ? words.creditHelp : ''} />
      <DoorField {...field('total')} help={help} inputMode="decimal" />
      {act.refusal && <Refusal of={act.refusal} />}
      <div>
        <Button type="primary" htmlType="submit" loading={act.isBusy}>
          {words.submit}
        </Button>
      </div>
    </TypedForm>
  );
}
