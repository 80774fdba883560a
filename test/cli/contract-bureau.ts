import { z } from 'zod';
import { gateContract } from '../../src/http/contract/contract.ts';
import { given } from '../agencies/agency-examples.ts';
import type { Gate } from '../support/gate.ts';

const Examples = z.object({
  components: z.object({ examples: z.record(z.string(), z.object({ value: z.unknown() })) }),
});
const AnObject = z.looseObject({});
const AnOrder = z.looseObject({
  lines: z.array(z.looseObject({ computer: z.looseObject({ operatingSystem: AnObject }) })),
});

/** What the contract shows under a name. */
export function contractExample(name: string): unknown {
  const { components } = Examples.parse(JSON.parse(gateContract().text));
  return components.examples[name]?.value;
}

/** The agency of the contract's examples, with everything that its order needs. */
export async function registerBureau(gate: Gate): Promise<void> {
  const steps = [
    ['/v1/agencies', 'cityBureau'],
    ['/v1/responsible-persons', 'head'],
    ['/v1/responsible-persons', 'liaison'],
    ['/v1/budget-lines', 'hardwareLine'],
    ['/v1/budget-lines', 'softwareLine'],
    ['/v1/suppliers', 'seller'],
    ['/v1/plan-filings', 'computersFiling'],
  ] as const;
  for (const [path, name] of steps) await given(gate, path, AnObject.parse(contractExample(name)));
}

/** The approvable order, but nothing proves its operating systems: a person must look. */
export function withoutEvidence(): object {
  const order = AnOrder.parse(contractExample('approvable'));
  for (const { computer } of order.lines) computer.operatingSystem.evidence = [];
  return order;
}
