import type { AnswerOf, Schemas } from '../../../client/operation.ts';
import type { Gap, OrderBody } from '../body/order-body.ts';
import type { OrderDraft } from '../body/order-draft.ts';
import { valueAt } from '../body/paths.ts';
import type { Change } from '../changes/changes.ts';
import type { Mark } from '../field-store.ts';
import { leadsTo } from './leads-to.ts';

export type CheckResult = AnswerOf<'checkOrder'>;

export type Finding = Schemas['Finding'];

/** A finding and the field that it is about. */
export interface PlacedFinding {
  readonly finding: Finding;
  readonly path: string;
  /** The fields that mend it; none where the form has none for it. */
  readonly fields: readonly string[];
}

export interface Judgement {
  /** Findings about fields where nothing is typed yet: nobody is wrong before he has said anything. */
  readonly open: readonly PlacedFinding[];
  readonly reject: readonly PlacedFinding[];
  readonly refer: readonly PlacedFinding[];
  readonly warn: readonly PlacedFinding[];
}

/** What tells one finding of an order from the others. */
export function keyOfFinding({ rule, clause, pointer }: Pick<Finding, 'rule' | 'clause' | 'pointer'>): string {
  return `${rule} ${clause} ${pointer}`;
}

export function judged(draft: OrderDraft, result: CheckResult | undefined, of: OrderBody | undefined): Judgement {
  const all = (result?.decision.findings ?? [])
    .filter(({ waiver }) => waiver === null)
    .map((finding) => placed(draft, finding, of?.pathOf ?? (() => '')));
  const isOpen = ({ finding, path }: PlacedFinding): boolean => isAboutGaps(finding) || isEmptyAt(draft, path);
  const said = all.filter((one) => !isOpen(one));
  const by = (effect: Finding['effect']) => said.filter(({ finding }) => finding.effect === effect);
  return { open: all.filter(isOpen), reject: by('reject'), refer: by('refer'), warn: by('warn') };
}

/** From so many on, findings that say the same of several places are told once. */
const GATHERED_FROM = 3;

/** Findings of one clause together, in the order of the first of each; those that lead to no field each by itself. */
export function gathered(findings: readonly PlacedFinding[]): readonly (readonly PlacedFinding[])[] {
  const groups = new Map<string, PlacedFinding[]>();
  for (const one of findings) {
    const { rule, clause } = one.finding;
    const key = one.fields.length === 0 ? keyOfFinding(one.finding) : `${rule} ${clause}`;
    const group = groups.get(key) ?? [];
    group.push(one);
    groups.set(key, group);
  }
  return [...groups.values()].flatMap((group) => (group.length < GATHERED_FROM ? group.map((one) => [one]) : [group]));
}

function placed(draft: OrderDraft, finding: Finding, pathOf: OrderBody['pathOf']): PlacedFinding {
  const fields = leadsTo(draft, finding, pathOf);
  return { finding, fields, path: fields[0] ?? pathOf(finding.pointer) };
}

/** Rules that say of the whole order what is not filled in yet. */
function isAboutGaps({ rule, clause }: Finding): boolean {
  return rule === 'INT-01' || (rule === 'BUD-01' && clause === 'none');
}

function isEmptyAt(draft: OrderDraft, path: string): boolean {
  // An amount that is left open is what the others leave, as soon as the line that pays is named.
  if (path.endsWith('.amount')) return isEmptyAt(draft, path.replace(/amount$/, 'budgetLine'));
  if (path === '') return false;
  const value = valueAt(draft, path);
  return value === '' || (typeof value === 'object' && value !== null && isEmptyWithin(value));
}

function isEmptyWithin(value: object): boolean {
  return Object.values(value).every((inner: unknown) =>
    typeof inner === 'object' && inner !== null ? isEmptyWithin(inner) : inner === '',
  );
}

interface Telling {
  readonly gaps: readonly Gap[];
  readonly judgement: Judgement;
  readonly refused: readonly { readonly path: string; readonly message: string }[];
  readonly changes: readonly Change[];
  readonly say: {
    readonly gap: (gap: Gap) => string;
    readonly finding: (finding: Finding) => string;
    readonly was: (change: Change) => string;
  };
}

/** What is told at each field: the weightiest there is. */
export function marksOf({ gaps, judgement, refused, changes, say }: Telling): ReadonlyMap<string, Mark> {
  const { reject, refer, warn } = judgement;
  const found = [...warn, ...refer, ...reject].map(
    ({ finding, path }) => [path, { tone: finding.effect, text: say.finding(finding) }] as const,
  );
  return new Map<string, Mark>([
    ...changes.flatMap((one) => (one.row ? [] : [[one.path, { tone: 'changed', text: say.was(one) }] as const])),
    ...found,
    ...gaps.map((gap) => [gap.path, { tone: 'gap', text: say.gap(gap) }] as const),
    ...refused.map(({ path, message }) => [path, { tone: 'gap', text: message }] as const),
  ]);
}
