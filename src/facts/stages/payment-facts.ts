import type { RecordedFacts } from '../../decisions/index.ts';
import type { Facts, Instance } from '../../rules/index.ts';
import type { GatheredPaidPart, GatheredPayment } from '../gathered.ts';

/** What a payment is judged by: nothing else of the order is looked at again. */
export function paymentFacts(payment: GatheredPayment): RecordedFacts {
  const { invoiceOn, amountFen, approvedOn, parts, unregistered } = payment;
  return {
    order: {
      'decision.approvedOn': approvedOn,
      'payment.invoiceOn': invoiceOn,
      'payment.amountFen': amountFen,
      'acceptance.unregisteredDevices': unregistered?.devices ?? null,
      'acceptance.unregisteredLicences': unregistered?.seats ?? null,
    },
    lines: parts.filter(isLine).map(partFacts),
    planItems: parts.filter((part) => !isLine(part)).map(partFacts),
    funding: [],
  };
}

/** What lacks its proof is found by the rule on proofs, and only there. */
function partFacts({ contracted, paid, accepted, proven }: GatheredPaidPart): Facts {
  return {
    'payment.contracted': contracted,
    'payment.paid': paid,
    'payment.accepted': accepted,
    'payment.proven': proven,
    'payment.unaccepted': Math.max(0, Math.min(paid, Math.max(proven, accepted)) - accepted),
  };
}

function isLine({ scope }: GatheredPaidPart): boolean {
  return scope === 'line';
}

/** The whole order, and each part that is paid; findings point into the statement. */
export function instancesOfPayment({ parts }: GatheredPayment, facts: RecordedFacts): readonly Instance[] {
  const instanceOf =
    (own: readonly Facts[]) =>
    (part: GatheredPaidPart, index: number): Instance => {
      const { pointer, scope, goods, category } = part;
      return { scope, pointer, facts: own[index] ?? {}, goods, category };
    };
  return [
    { scope: 'order', pointer: '', facts: {}, goods: null, category: null },
    ...parts.filter(isLine).map(instanceOf(facts.lines)),
    ...parts.filter((part) => !isLine(part)).map(instanceOf(facts.planItems)),
  ];
}
