import { canonicalJson } from '../../kernel/index.ts';
import type { DeliveryStatement, FoundSystem, StatedProof } from '../stages/delivery-statement.ts';
import type { DeliveredProof } from '../system/counted-proofs.ts';

/** A machine of a delivery, wherever the statement names it. */
export interface StatedMachine {
  /** Where it stands: `/devices/3`, or `/serialLists/0/serials/2`. */
  readonly pointer: string;
  /** Where its line, its system and its proof stand: itself, or its list. */
  readonly place: string;
  readonly line: number;
  readonly serial: string;
  readonly mainboardSerial: string | null;
  readonly assetNumber: string | null;
  readonly department: string | null;
  /** Null where no system was found. */
  readonly system: FoundSystem | null;
}

/** The machines of a delivery in the order of the statement, those of lists last. */
export function statedMachines({ devices = [], serialLists = [] }: DeliveryStatement): readonly StatedMachine[] {
  const single = devices.map((device, index): StatedMachine => {
    const pointer = `/devices/${index}`;
    const { line, serial, mainboardSerial = null, assetNumber = null, department = null, operatingSystem } = device;
    return {
      pointer,
      place: pointer,
      line,
      serial,

      mainboardSerial,
      assetNumber,
      department,
      system: operatingSystem,
    };
  });
  const listed = serialLists.flatMap(({ line, serials, operatingSystem }, index) =>
    serials.map((serial, position): StatedMachine => {
      const place = `/serialLists/${index}`;
      const pointer = `${place}/serials/${position}`;
      const unknown = { mainboardSerial: null, assetNumber: null, department: null };
      return { pointer, place, line, serial, ...unknown, system: operatingSystem };
    }),
  );
  return [...single, ...listed];
}

/** Machines of one line that are the same to every rule: judged once, however many they are. */
export interface MachineGroup {
  readonly line: number;
  readonly machines: readonly [StatedMachine, ...StatedMachine[]];
  readonly isSerialKnown: boolean;
  /** The paper of its first machine; absent where none is counted. */
  readonly proof?: DeliveredProof;
}

/** A machine whose serial the register has already is judged by itself, because it is pointed at by itself. */
export function groupMachines(
  machines: readonly StatedMachine[],
  knownSerials: readonly string[],
  proofs: ReadonlyMap<StatedMachine, DeliveredProof> = NO_PROOFS,
): readonly MachineGroup[] {
  const known = new Set(knownSerials);
  const groups = new Map<string, [StatedMachine, ...StatedMachine[]]>();
  for (const machine of machines) {
    const key = known.has(machine.serial) ? machine.pointer : keyOf(machine, proofs.get(machine));
    const group = groups.get(key);
    if (group) group.push(machine);
    else groups.set(key, [machine]);
  }
  return [...groups.values()].map((group) => {
    const proof = proofs.get(group[0]);
    const isSerialKnown = known.has(group[0].serial);
    return { line: group[0].line, machines: group, isSerialKnown, ...(proof && { proof }) };
  });
}

const NO_PROOFS: ReadonlyMap<StatedMachine, DeliveredProof> = new Map();

function keyOf(machine: StatedMachine, proof: DeliveredProof | undefined): string {
  return proof?.isBeyond ? canonicalJson([keyOfFound(machine), proof.key]) : keyOfFound(machine);
}

function keyOfFound({ line, system }: StatedMachine): string {
  if (system === null) return canonicalJson([line]);
  const { state = 'preinstalled', product = null, edition = null, version = null } = system;
  const kinds = [...new Set(usableProofs(system.evidence).map(({ kind }) => kind))].sort();
  return canonicalJson([line, state, product, edition, version, kinds]);
}

/** A kind alone proves nothing: it must be said which paper, or the paper must be there. */
export function usableProofs(proofs: readonly StatedProof[] | undefined): readonly StatedProof[] {
  return (proofs ?? []).filter(({ reference, file }) => Boolean(reference || file));
}
