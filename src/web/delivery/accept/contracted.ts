import type { AnswerOf, Schemas } from '../../client/operation.ts';
import type { DeliveryDraft, FoundAlike, TypedProof } from './delivery-draft.ts';
import { serialFaults } from './serial-faults.ts';

type Submission = Schemas['OrderSubmission'];
type Line = Schemas['OrderLine'];
type Checklist = AnswerOf<'getChecklist'>;
export type LooksAt = Pick<Schemas['ChecklistLine'], 'looksAt' | 'checks'>;

/** What is still to come of a part, with what the contract says of it. */
interface ToCome extends LooksAt {
  readonly ordered: number;
  readonly accepted: number;
  readonly outstanding: number;
  readonly what: string;
}

export interface ContractedMachines extends ToCome {
  readonly line: string;
  readonly system: Schemas['OperatingSystem'] | null;
}

export interface ContractedItem extends ToCome {
  readonly item: string;
  readonly deliverBy: string | null;
}

export interface ContractedGoods extends ToCome {
  readonly line: string;
}

/** What was contracted, in the ways in which it is accepted: machine by machine, seat by seat, piece by piece. */
export interface Contracted {
  readonly machines: readonly ContractedMachines[];
  readonly items: readonly ContractedItem[];
  readonly goods: readonly ContractedGoods[];
}

export function contractedIn(checklist: Checklist, submission: Submission): Contracted {
  const plan = (submission.softwarePlan ?? []).map((item, index) => ({ ...item, item: item.item ?? index + 1 }));
  const bought = new Set(plan.flatMap(({ orderLine }) => orderLine ?? []));
  const lines = checklist.lines.flatMap((known) => {
    const line = submission.lines.find((one) => one.line === known.line);
    return line === undefined ? [] : [{ known, line }];
  });
  const ofLine = ({ known, line }: (typeof lines)[number]) => ({
    ...known,
    line: String(known.line),
    what: calledIn(line),
  });
  return {
    machines: lines
      .filter(({ known }) => known.goods === 'computer')
      .map((one) => ({ ...ofLine(one), system: one.line.computer?.operatingSystem ?? null })),
    goods: lines.filter(({ known }) => known.goods !== 'computer' && !bought.has(known.line)).map(ofLine),
    items: checklist.items
      .map((known, index) => ({ known, number: known.item ?? index + 1 }))
      // Spare seats and site licences are there already.
      .filter(({ known }) => known.provision !== 'spare-entitlement' && known.provision !== 'site-licence')
      .map(({ known, number }) => {
        const { product, edition, version } = plan.find(({ item }) => item === number) ?? {};
        const what = [product, edition, version].filter(Boolean).join(' ');
        return { ...known, item: String(number), what };
      }),
  };
}

/** What a line buys, by its model where it has one. */
export function calledIn({ description, brand, model }: Pick<Line, 'description' | 'brand' | 'model'>): string {
  return [brand, model].filter(Boolean).join(' ') || description;
}

/** How many of this delivery are of a line, and how many are still to come after it. A serial that is no good is no machine. */
export function countsOf(machines: ContractedMachines, { alike, machines: scanned }: DeliveryDraft) {
  const likes = new Set(alike.filter(({ line }) => line === machines.line).map(({ id }) => id));
  const faults = serialFaults(scanned);
  const now = scanned.filter(({ id, like }) => likes.has(like) && !faults.has(id)).length;
  return { now, left: Math.max(0, machines.outstanding - now) };
}

/** How many were scanned into groups of which nobody has said yet which line they are. */
export function countOfNoLine({ alike, machines: scanned }: DeliveryDraft): number {
  const likes = new Set(alike.filter(({ line }) => line === '').map(({ id }) => id));
  const faults = serialFaults(scanned);
  return scanned.filter(({ id, like }) => likes.has(like) && !faults.has(id)).length;
}

/** The number of a scanned machine as people count them: one that was scanned twice is one. */
export function numberOf(id: string, { machines }: Pick<DeliveryDraft, 'machines'>): number {
  const faults = serialFaults(machines);
  const upTo = machines.slice(0, machines.findIndex((one) => one.id === id) + 1);
  return upTo.filter((one) => !faults.has(one.id)).length;
}

/** The system of a line as one text; empty where the contract names none. */
export function systemText(system: ContractedMachines['system']): string {
  return [system?.product, system?.edition, system?.version].filter(Boolean).join(' ');
}

/** Somebody has looked, and it is what was contracted: the system and the paper that the order names for it. */
export function asContracted(alike: FoundAlike, system: ContractedMachines['system']): FoundAlike {
  if (system === null || system.state === 'none')
    return { ...alike, state: 'none', product: '', edition: '', version: '' };
  const state = system.state === 'dos' || system.state === 'trial' ? system.state : 'preinstalled';
  const { product, edition, version } = system;
  const proof = alike.proof.kind === '' ? proofOf(system, alike.proof) : alike.proof;
  return { ...alike, state, product: product ?? '', edition: edition ?? '', version: version ?? '', proof };
}

/** The first paper of the order. Where somebody has named one already, that one stays. */
function proofOf({ evidence }: NonNullable<ContractedMachines['system']>, untold: TypedProof): TypedProof {
  const [paper] = evidence ?? [];
  if (!paper?.kind) return untold;
  const { kind, reference, file, seats } = paper;
  return { kind, reference: reference ?? '', file: file ?? '', fileName: reference ?? '', seats: String(seats ?? '') };
}

/** Lines of which machines are to come, and those that were scanned for none yet. */
export function linesToCome({ machines }: Contracted): readonly ContractedMachines[] {
  const open = machines.filter(({ outstanding }) => outstanding > 0);
  return open.length > 0 ? open : machines;
}
