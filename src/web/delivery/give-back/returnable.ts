import type { BodyOf, Schemas } from '../../client/operation.ts';
import { readDay } from '../../ui/typed-values.ts';
import { comparedAs } from '../accept/serial-faults.ts';

/** A machine of an order that is in the register and was not returned. */
export interface ReturnableMachine {
  readonly serial: string;
  readonly line: number;
  readonly acceptedOn: string;
}

/** Accepted machines of all deliveries; one that came again counts by its last delivery. */
export function returnableMachines(acceptances: readonly Schemas['Acceptance'][]): readonly ReturnableMachine[] {
  const machines = new Map<string, ReturnableMachine>();
  for (const { acceptedOn, devices } of acceptances) {
    for (const { serial, line, deviceId, returnedOn } of devices) {
      if (deviceId !== null && returnedOn === null) machines.set(comparedAs(serial), { serial, line, acceptedOn });
    }
  }
  return [...machines.values()];
}

export interface TypedReturn {
  readonly returnedOn: string;
  readonly reason: string;
  /** As the register writes them. */
  readonly serials: readonly string[];
  /** What stands in the field of the scanner and chooses nothing yet. */
  readonly inScanField: string;
}

export type ReturnFault = 'missing' | 'noDay' | 'noMachine' | 'notTaken';

/** The return as the gate takes it, or what keeps it from being one. */
export function returnBody(
  { returnedOn, reason, serials, inScanField }: TypedReturn,
  today: string,
): { readonly body: BodyOf<'returnDevices'> } | { readonly faults: { readonly [field: string]: ReturnFault } } {
  const day = readDay(returnedOn, today);
  const faults = {
    ...(serials.length === 0 && { serials: 'noMachine' as const }),
    ...(inScanField.trim() !== '' && { serials: 'notTaken' as const }),
    ...(day === undefined && { returnedOn: returnedOn.trim() === '' ? ('missing' as const) : ('noDay' as const) }),
    ...(reason.trim() === '' && { reason: 'missing' as const }),
  };
  if (day === undefined || Object.keys(faults).length > 0) return { faults };
  return { body: { returnedOn: day, reason: reason.trim(), serials: [...serials] } };
}

/** Of what was scanned: machines that are chosen now, and what became of the last one. */
export function chosenWith(
  before: readonly string[],
  scanned: readonly string[],
  machines: readonly ReturnableMachine[],
): { readonly serials: readonly string[]; readonly last: 'took' | 'unknown' | 'again' } {
  const known = new Map(machines.map(({ serial }) => [comparedAs(serial), serial]));
  const serials = [...before];
  let last: 'took' | 'unknown' | 'again' = 'took';
  for (const one of scanned) {
    const serial = known.get(comparedAs(one));
    if (serial === undefined) last = 'unknown';
    else if (serials.includes(serial)) last = 'again';
    else {
      serials.push(serial);
      last = 'took';
    }
  }
  return { serials, last };
}
