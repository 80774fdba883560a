import type { AnswerOf, BodyOf } from '../../client/operation.ts';
import { isCreditCode, plainText, readDay, readMoney } from '../../ui/typed-values.ts';

/** A contract as it is typed: every field is a text. */
export interface TypedContract {
  readonly number: string;
  readonly signedOn: string;
  readonly supplier: string;
  readonly creditCode: string;
  readonly creditCheckedOn: string;
  readonly total: string;
}

/** What is wrong at a field. */
export type Fault = 'missing' | 'notLookedUp' | 'noCode' | 'noDay' | 'noMoney';

type Faults = { readonly [field in keyof TypedContract]?: Fault };

/** What was approved, to begin with; number and day are the contract's own. */
export function contractOf(order: AnswerOf<'getOrder'>): TypedContract {
  const { supplier } = order.submission;
  return {
    number: '',
    signedOn: '',
    supplier: supplier?.name ?? '',
    creditCode: supplier?.creditCode ?? '',
    creditCheckedOn: supplier?.creditCheckedOn ?? '',
    total: order.total ?? '',
  };
}

/** What is given or handed over has a seller whose credit no rule asks for. */
export function needsCreditCheck({ submission }: Pick<AnswerOf<'getOrder'>, 'submission'>): boolean {
  const { acquisition } = submission;
  return acquisition !== 'donation' && acquisition !== 'transfer-in';
}

/** The contract as the gate takes it, or what keeps it from being one. */
export function contractBody(
  typed: TypedContract,
  today: string,
  { isCreditChecked = true }: { readonly isCreditChecked?: boolean } = {},
): { readonly body: BodyOf<'contractOrder'> } | { readonly faults: Faults } {
  const { number, supplier } = typed;
  const creditCode = plainText(typed.creditCode).toUpperCase();
  const signedOn = readDay(typed.signedOn, today);
  const isUnchecked = !isCreditChecked && typed.creditCheckedOn.trim() === '';
  const checkedOn = isUnchecked ? null : readDay(typed.creditCheckedOn, today);
  const total = readMoney(typed.total);
  const faults: Faults = {
    ...(!isCreditCode(creditCode) && { creditCode: 'noCode' }),
    ...missing({ number, supplier, creditCode }),
    ...(signedOn === undefined && { signedOn: typed.signedOn.trim() === '' ? 'missing' : 'noDay' }),
    ...(checkedOn === undefined && { creditCheckedOn: typed.creditCheckedOn.trim() === '' ? 'notLookedUp' : 'noDay' }),
    ...(total === undefined && { total: typed.total.trim() === '' ? 'missing' : 'noMoney' }),
  };
  if (signedOn === undefined || checkedOn === undefined || total === undefined || Object.keys(faults).length > 0)
    return { faults };
  const seller = { creditCode, name: supplier.trim() };
  return {
    body: { number: number.trim(), signedOn, supplier: { ...seller, creditCheckedOn: checkedOn }, total },
  };
}

function missing(fields: Readonly<Partial<TypedContract>>): Faults {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([, text]) => text?.trim() === '')
      .map(([name]) => [name, 'missing' as const]),
  );
}
