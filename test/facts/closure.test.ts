import assert from 'node:assert/strict';
import { type DerivedFacts, deriveFacts } from '../../src/facts/derive-facts.ts';
import type { DeriveInput } from '../../src/facts/derive-input.ts';
import type { Gathered } from '../../src/facts/gathered.ts';
import { acceptedOrder } from '../../src/facts/stages/accepted-order.ts';
import type { DeliveryStatement } from '../../src/facts/stages/delivery-statement.ts';
import type { OrderSubmission } from '../../src/facts/submission.ts';
import { civilDate, fen } from '../../src/kernel/index.ts';
import { type FactDefinition, type FactScope, type Facts, isAcceptable, isPolicyFact } from '../../src/rules/index.ts';
import { ORDERS } from './closure-orders.ts';
import { givenContract, givenInput, type InputChanges, NO_POLICY, shippedPack } from './support.ts';

/** Each is a set of parameters that a region may lack, for instance before the first day of its documents. */
const POLICIES: Readonly<Record<string, Pick<InputChanges, 'policy'>>> = {
  'the shipped policy': {},
  'a policy without any parameter': { policy: NO_POLICY },
  'a policy that says none here to every number': {
    policy: { integer: () => null, fen: () => null, deviceCap: () => null },
  },
};

/** At later stages there is more to say: of the contract itself, of a supplement to it, or of a delivery. */
const STAGES: Readonly<Record<string, Stage>> = {
  'before the contract': {},
  'under a contract': { contract: givenContract() },
  'as a supplement': {
    contract: givenContract({ original: { amountFen: fen(100), terms: { order: '', lines: {}, items: {} } } }),
  },
  'for a delivery': {
    delivery: {
      ...{ acceptedOn: civilDate('2026-06-20'), approvedOn: civilDate('2026-06-01') },
      ...{ before: { lines: { 1: 1 }, items: { 1: 1 } }, knownSerials: ['SN-1'], proofs: { kinds: [], used: {} } },
    },
  },
};

/** An order with what is judged of it at the stage: at a delivery, all that came of it. */
function inputAt(stage: Stage, changes: InputChanges = {}): DeriveInput {
  const input = givenInput({ ...changes, gathered: { ...changes.gathered, ...stage } });
  const { delivery } = stage;
  if (!delivery) return input;
  const accepted = acceptedOrder(input.order, deliveryOf(input.order), delivery);
  return { ...input, order: accepted.order, accepted };
}

function deliveryOf({ lines, softwarePlan }: OrderSubmission): DeliveryStatement {
  const operatingSystem = { product: 'Windows', edition: 'Home', version: '11' };
  return {
    acceptedOn: '2026-06-20',
    devices: lines.flatMap(({ line, goods }) =>
      goods === 'computer'
        ? [
            { line, serial: `SN-${line}`, operatingSystem },
            { line, serial: 'X', operatingSystem: null },
          ]
        : [],
    ),
    items: (softwarePlan ?? []).map((item, index) => {
      return { item: item.item ?? index + 1, seats: 1, licensee: '某单位', evidence: [] };
    }),
  };
}

describe('derived facts', () => {
  for (const [orderName, order] of Object.entries(ORDERS)) {
    for (const [policyName, policy] of Object.entries(POLICIES)) {
      for (const [stageName, stage] of Object.entries(STAGES)) {
        it(`are exactly those of the catalogue, each of its type, for ${orderName} under ${policyName} ${stageName}`, () => {
          const input = inputAt(stage, { ...order, ...policy });

          assert.deepEqual(instancesOf(deriveFacts(input), input).flatMap(offencesIn(stage)), []);
        });
      }
    }
  }

  it('stand for every line, plan item and funding entry of the body', () => {
    const { lines, planItems, funding } = deriveFacts(givenInput());

    assert.equal(lines.length, 1);
    assert.equal(planItems.length, 2);
    assert.deepEqual(
      funding.map(({ pointer }) => pointer),
      ['/lines/0/funding/0', '/softwarePlan/0/funding/0', '/softwarePlan/1/funding/0'],
    );
  });

  it('are the same for the same input, and leave it alone', () => {
    const input = givenInput(ORDERS['machines of every kind, software and other goods']);
    const before = structuredClone({ order: input.order, gathered: input.gathered });

    const first = deriveFacts(input);
    const second = deriveFacts(structuredCloneOf(input));

    assert.deepEqual(first, second);
    assert.deepEqual({ order: input.order, gathered: input.gathered }, before);
  });

  for (const [stageName, stage] of Object.entries(STAGES)) {
    it(`lack nothing for a complete order under the shipped policy ${stageName}`, () => {
      const input = inputAt(stage);
      const missing = instancesOf(deriveFacts(input), input).flatMap(({ facts, ...scoped }) =>
        factsOfScope(scoped, stage)
          .filter(({ name }) => !(name in facts))
          .map(({ name }) => name),
      );

      assert.deepEqual(missing, []);
    });
  }
});

interface ScopedDelivery {
  readonly scope: FactScope;
  /** It came with the delivery; what came before has no facts about that. */
  readonly isDelivered: boolean;
}

interface ScopedFacts extends ScopedDelivery {
  readonly facts: Facts;
}

function instancesOf(
  { order, lines, planItems, funding }: DerivedFacts,
  { accepted }: DeriveInput,
): readonly ScopedFacts[] {
  const came = (parts: readonly (object | null)[] | undefined, index: number): boolean => Boolean(parts?.[index]);
  return [
    { scope: 'order', isDelivered: false, facts: order },
    ...lines.map((facts, at) => ({ scope: 'line' as const, isDelivered: came(accepted?.lines, at), facts })),
    ...planItems.map((facts, at) => ({ scope: 'plan-item' as const, isDelivered: came(accepted?.items, at), facts })),
    ...funding.map(({ facts }) => ({ scope: 'funding' as const, isDelivered: false, facts })),
  ];
}

type Stage = Pick<Gathered, 'contract' | 'delivery'>;

/** What only a contract or a delivery says is no fact before, so that the facts of submissions stay as they are. */
function factsOfScope(
  { scope, isDelivered }: ScopedDelivery,
  { contract, delivery }: Stage,
): readonly FactDefinition[] {
  const now = [...(contract ? ['contract'] : []), ...(delivery ? ['acceptance'] : [])];
  return shippedPack().catalogue.facts.filter((fact) => {
    const stages = [...fact.source.matchAll(/(\w+) stage: /g)].map(([, name]) => name ?? '');
    const isOfStage = stages.length === 0 || stages.some((stage) => now.includes(stage));
    const isOfScope = fact.scope === scope || (fact.scope === 'part' && isDelivered);
    return isOfScope && !isPolicyFact(fact.name) && isOfStage;
  });
}

function offencesIn(stage: Stage): (scoped: ScopedFacts) => readonly string[] {
  return (scoped) => offencesOf(scoped, stage);
}

function offencesOf({ facts, ...scoped }: ScopedFacts, stage: Stage): readonly string[] {
  const { scope } = scoped;
  const defined = new Map(factsOfScope(scoped, stage).map((fact) => [fact.name, fact]));
  const strangers = Object.keys(facts).filter((name) => !defined.has(name));
  const wrong = [...defined.values()].flatMap((fact) => {
    if (!(fact.name in facts)) return fact.mayBeMissing ? [] : [`${fact.name} is missing`];
    const value = facts[fact.name];
    return isAcceptable(value, fact) ? [] : [`${fact.name} is ${JSON.stringify(value)}`];
  });
  return [...strangers.map((name) => `${name} is not in the catalogue for ${scope}`), ...wrong];
}

/** The policies hold functions, which cannot be cloned and need not be. */
function structuredCloneOf({ policy, ...values }: DeriveInput): DeriveInput {
  return { ...structuredClone(values), policy };
}
