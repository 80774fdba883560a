import { findGateRegion } from '../../access/index.ts';
import { shippedFigures } from '../../campaigns/index.ts';
import type { Tx } from '../../db/index.ts';
import { allPages } from '../../documents/index.ts';
import { kindOfCopy, kindOfLicence } from '../../register/index.ts';
import { type LoadedPosition, listCopiesByKind, loadPosition, positionReport } from '../../reports/index.ts';
import { getRuleSetInForce } from '../../rules/index.ts';
import { byPart, type CountedFigures, countedFor, DEVICE_KINDS, kindOfDevice } from './figure-values.ts';
import type { FiguresQuestion } from './figures-question.ts';
import { listBought } from './figures-repository.ts';

/** Computers, what is on them, what covers it and what was bought: one licence position of the day for all agencies. */
export async function countRegister(
  tx: Tx,
  agencies: readonly string[],
  asked: FiguresQuestion,
): Promise<CountedFigures> {
  const scope = { grant: { agencies }, region: undefined, agencyCode: undefined, isSubtree: false };
  const loaded = await loadPosition(
    tx,
    { ...scope, category: undefined, on: asked.on },
    { ruleSet: await getRuleSetInForce(tx, asked.at), region: await findGateRegion(tx) },
  );
  const counted = countedFor(agencies);
  const sums = new Sums();
  addComputers(sums, loaded);
  for (const copies of await listCopiesByKind(tx, loaded)) addCopies(sums, copies);
  await addLicences(sums, loaded);
  await addBought(tx, { agencies, asked, loaded, sums });
  for (const [code, figures] of counted) {
    for (const kind of [...DEVICE_KINDS, 'all']) figures[`devices.${kind}`] = sums.of(code, `devices.${kind}`);
    for (const figure of shippedFigures().figures) {
      if (!/^(software|bought)\./.test(figure.name)) continue;
      figures[figure.name] = byPart(figure, (part) => sums.of(code, `${figure.name}/${part}`));
    }
  }
  return counted;
}

/** Sums by agency and name, 0 until something is added; what cannot be told stays null whatever is added. */
class Sums {
  readonly #sums = new Map<string, number | null>();

  add(code: string, name: string, value: number | null): void {
    const key = `${code}/${name}`;
    const before = this.#sums.get(key) ?? 0;
    this.#sums.set(key, value === null || this.#sums.get(key) === null ? null : before + value);
  }

  of(code: string, name: string): number | null {
    const sum = this.#sums.get(`${code}/${name}`);
    return sum === undefined ? 0 : sum;
  }
}

function addComputers(sums: Sums, { computers }: LoadedPosition): void {
  for (const { agency_code: code, category, computers: count } of computers) {
    sums.add(code, `devices.${kindOfDevice(category)}`, Number(count));
    sums.add(code, 'devices.all', Number(count));
  }
}

type Copies = Awaited<ReturnType<typeof listCopiesByKind>>[number];

function addCopies(sums: Sums, copies: Copies): void {
  const kind = kindOfCopy(copies.category, copies.isOnServer);
  if (kind === undefined) return;
  const add = (name: string, value: number): void => sums.add(copies.agencyCode, `software.${name}/${kind}`, value);
  add('installed', copies.installed);
  add('genuine', copies.installed - copies.uncovered);
  add('ungenuine', copies.uncovered);
  add('preinstalled', copies.preinstalled);
  add('commercial', copies.licensed);
  add('free', copies.free);
  add('domestic', copies.domestic);
}

/** Seats without a limit are no number. */
async function addLicences(sums: Sums, loaded: LoadedPosition): Promise<void> {
  const { reading } = positionReport(loaded, { grouping: 'agency', product: undefined });
  for await (const rows of allPages(reading)) {
    for (const { agencyCode, category, figures, coverage } of rows) {
      const kind = kindOfLicence(category ?? '');
      if (kind === undefined || agencyCode === null) continue;
      const add = (name: string, value: number | null): void => sums.add(agencyCode, `software.${name}/${kind}`, value);
      add('entitled', figures.isUnlimited ? null : figures.seats);
      add('declared', figures.declaredSeats);
      add('unproven', figures.unproven);
      add('shortfall', coverage ? coverage.needed - coverage.covered : 0);
    }
  }
}

interface Buying {
  readonly agencies: readonly string[];
  readonly asked: FiguresQuestion;
  readonly loaded: LoadedPosition;
  readonly sums: Sums;
}

/** A licence whose price nobody has said leaves the money unknown, and not smaller. */
async function addBought(tx: Tx, { agencies, asked, loaded: { book }, sums }: Buying): Promise<void> {
  for (const row of await listBought(tx, agencies, asked.period)) {
    const [code, category] = [String(row.agency_code), String(row.category)];
    const kind = kindOfLicence(category);
    if (kind === undefined) continue;
    const quantity = row.seats === null ? Number(row.sets) : Number(row.seats);
    const fen = row.unit_price_fen === null ? null : Number(row.unit_price_fen) * quantity;
    const isDomestic = book.productOf(category, book.keyOf(category, String(row.product)))?.domestic === true;
    sums.add(code, `bought.sets/${kind}`, quantity);
    sums.add(code, `bought.fen/${kind}`, fen);
    if (!isDomestic) continue;
    sums.add(code, `bought.domesticSets/${kind}`, quantity);
    sums.add(code, `bought.domesticFen/${kind}`, fen);
  }
}
