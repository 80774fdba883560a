import assert from 'node:assert/strict';
import { inSnapshot, openDatabase, type Tx } from '../../src/db/index.ts';
import { APPROPRIATION } from '../bench/world.ts';
import type { ClientReport } from './bank-client.ts';

/** Of every line in the beginning. */
const APPROPRIATION_FEN = Number(APPROPRIATION.replace('.', ''));

interface LineRow {
  readonly code: string;
  readonly appropriation_fen: number;
  readonly elsewhere_fen: number;
  readonly reserved_fen: number;
  readonly encumbered_fen: number;
  readonly spent_fen: number;
}

/** Every line holds what its clients were promised, and all lines together what was appropriated once. */
export async function checkSums(databaseUrl: string, reports: readonly ClientReport[]): Promise<number> {
  const db = openDatabase(databaseUrl);
  try {
    const { rows, found } = await inSnapshot(db, async (tx) => {
      const lines: LineRow[] = await tx('budget_lines');
      return { rows: lines, found: await readOnce(tx) };
    });
    const once = (of: (report: ClientReport) => readonly string[]) => reports.flatMap(of).sort();
    const documents = once(({ transfers }) => transfers.map(({ documentNumber }) => documentNumber));
    assert.deepEqual(found.documents, documents, 'other transfers');
    const serials = once((report) => report.serials);
    assert.deepEqual([found.serials, found.installed], [serials, serials], 'other machines');
    assert.deepEqual(
      found.invoices,
      once(({ invoices }) => invoices),
      'other payments',
    );
    const drifts = rows.flatMap((row) => driftsOf(row, reports));
    assert.deepEqual(
      drifts.filter((fen) => fen !== 0),
      [],
      'lines have drifted',
    );
    const appropriated = rows.reduce((sum, row) => sum + Number(row.appropriation_fen), 0);
    assert.equal(appropriated, rows.length * APPROPRIATION_FEN, 'money was made or lost');
    return drifts.reduce((sum, fen) => sum + Math.abs(fen), 0);
  } finally {
    await db.close();
  }
}

/** What may be there once and not twice: transfers, accepted machines with their system, paid invoices. */
async function readOnce(tx: Tx) {
  const list = async (rows: Promise<readonly { readonly name: string }[]>) =>
    (await rows).map(({ name }) => name).sort();
  const devices = tx('devices').where({ state: 'accepted' });
  return {
    documents: await list(tx('budget_transfers').select('document_number as name')),
    serials: await list(devices.clone().select('serial as name')),
    installed: await list(
      devices
        .join('installations as i', 'i.device_id', 'devices.id')
        .where('i.category', 'operating-system')
        .select('devices.serial as name'),
    ),
    invoices: await list(tx('payments').where({ outcome: 'approved' }).select('invoice_number as name')),
  };
}

function driftsOf(row: LineRow, reports: readonly ClientReport[]): readonly number[] {
  const promised = { appropriation: APPROPRIATION_FEN, reserved: 0, encumbered: 0, spent: 0 };
  for (const { lines, transfers } of reports) {
    promised.reserved += lines[row.code]?.reserved ?? 0;
    promised.encumbered += lines[row.code]?.encumbered ?? 0;
    promised.spent += lines[row.code]?.spent ?? 0;
    for (const { from, to, fen } of transfers) {
      if (from === row.code) promised.appropriation -= fen;
      if (to === row.code) promised.appropriation += fen;
    }
  }
  return [
    Number(row.appropriation_fen) - promised.appropriation,
    Number(row.reserved_fen) - promised.reserved,
    Number(row.encumbered_fen) - promised.encumbered,
    Number(row.spent_fen) - promised.spent,
    Number(row.elsewhere_fen),
  ];
}
