import type { Schemas } from '../../client/operation.ts';
import type { DeliveryBody, Part } from './delivery-body.ts';

type Finding = Schemas['Finding'];

/** One finding, and every part of the delivery that it is about. */
export interface GroupedFinding {
  readonly finding: Finding;
  readonly parts: readonly Part[];
}

const BY_WEIGHT: readonly Finding['effect'][] = ['reject', 'refer', 'warn'];

/** The same said of fifty machines is said once. */
export function groupedFindings(
  findings: readonly Finding[],
  partAt: DeliveryBody['partAt'],
): readonly GroupedFinding[] {
  const groups = new Map<string, { readonly finding: Finding; readonly parts: Part[] }>();
  for (const finding of findings) {
    const { rule, clause, message, waiver } = finding;
    const key = [rule, clause, message['zh-CN'], waiver?.id ?? ''].join(' ');
    const group = groups.get(key) ?? { finding, parts: [] };
    group.parts.push(partAt(finding.pointer));
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => BY_WEIGHT.indexOf(a.finding.effect) - BY_WEIGHT.indexOf(b.finding.effect));
}

/** What the gate says of one machine: nothing yet, that it matches, or why it does not. */
export type MachineWord =
  | { readonly is: 'matched' }
  | { readonly is: 'differs'; readonly because: readonly string[] }
  | { readonly is: 'refused'; readonly message: string };

/** Of each machine that was put, by the id of its row. */
export function wordsOfMachines(
  devices: readonly Schemas['DeviceOutcome'][],
  partAt: DeliveryBody['partAt'],
): ReadonlyMap<string, MachineWord> {
  return new Map(
    devices.flatMap(({ pointer, matched, differences }) => {
      const part = partAt(pointer);
      if (part.of !== 'machine') return [];
      return [[part.id, matched ? { is: 'matched' as const } : { is: 'differs' as const, because: differences }]];
    }),
  );
}

/** The same where the gate took the delivery for none: what is wrong at which machine. */
export function wordsOfErrors(
  errors: readonly { readonly pointer?: string | undefined; readonly message: string }[],
  partAt: DeliveryBody['partAt'],
): ReadonlyMap<string, MachineWord> {
  return new Map(
    errors.flatMap(({ pointer = '', message }) => {
      const part = partAt(pointer);
      return part.of === 'machine' ? [[part.id, { is: 'refused' as const, message }]] : [];
    }),
  );
}

/** The parts of a recorded delivery, whoever put it and however: its machines are named by their serials. */
export function partsOf({ devices, items }: Pick<Schemas['Acceptance'], 'devices' | 'items'>): DeliveryBody['partAt'] {
  const parts: readonly (readonly [string, Part])[] = [
    ...devices.map(({ pointer, serial }) => [pointer, { of: 'machine', id: serial }] as const),
    ...items.map(({ pointer, item }) => [pointer, { of: 'item', number: String(item) }] as const),
  ];
  return (pointer) => {
    const found = parts.find(([known]) => pointer === known || pointer.startsWith(`${known}/`));
    return found?.[1] ?? { of: 'delivery' };
  };
}
