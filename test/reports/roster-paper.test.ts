import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import type { ResponsiblePerson } from '../../src/agencies/index.ts';
import type { ReportTable } from '../../src/documents/index.ts';
import { writePdf } from '../../src/documents/pdf/pdf-table.ts';
import { civilDate, instant, type Language, text } from '../../src/kernel/index.ts';
import type { RosterRow } from '../../src/reports/roster/list-roster.ts';
import { ROSTER_COLUMNS, ROSTER_NOTES, ROSTER_SIGNATURES } from '../../src/reports/roster/roster-table.ts';
import { seesPaper, type Word, wordsOf } from '../support/paper.ts';

const AT = instant('2026-06-01T01:00:00.000Z');
const CODE = '12421000MB22334456';
const DUTIES = ['head', 'leader-in-charge', 'responsible', 'liaison'] as const;

function holder(duty: ResponsiblePerson['duty'], phone: string): ResponsiblePerson {
  const told = { name: '欧阳清源', position: '党组成员、副局长', department: '办公室（信息化科）', rank: 'division' };
  const reached = { phone, mobile: '13807165678', from: civilDate('2024-03-18'), until: civilDate('2027-03-17') };
  return { duty, ...told, ...reached, endReason: null } as unknown as ResponsiblePerson;
}

/** An agency with all of its seats filled, two of them by two people. */
function row(): RosterRow {
  const holders = DUTIES.map((duty) => holder(duty, '0716-8123456'));
  const second = [holder('responsible', '0716-8998877'), holder('leader-in-charge', '0716-8665544')];
  return {
    ...{ code: CODE, name: '荆州市政务服务和大数据管理局', region: '421000', vacant: [] },
    ...{ holders: [...holders, ...second], lastEndReason: '到龄退休' },
  };
}

async function printed(count: number, language: Language): Promise<readonly (readonly Word[])[]> {
  const table: ReportTable<RosterRow> = {
    ...{ name: 'roster', title: text('汇总表', 'Summary'), head: [], columns: ROSTER_COLUMNS, total: null },
    ...{ notes: ROSTER_NOTES, signatures: ROSTER_SIGNATURES, gate: 'gate.test', printedAt: AT },
    asOf: { index: 7, at: AT, rootHash: Buffer.alloc(32) },
  };
  const pieces: Uint8Array[] = [];
  async function* pages() {
    yield Array.from({ length: count }, row);
  }
  await writePdf(table, { pages: pages(), language, append: async (piece) => void pieces.push(Buffer.from(piece)) });
  const bytes = Buffer.concat(pieces);
  if (process.env.PICTURES) writeFileSync(`${process.env.PICTURES}/roster-${language}-${count}.pdf`, bytes);
  return wordsOf(bytes);
}

describe('the summary table of responsible persons on paper', function () {
  if (!seesPaper('the roster on paper')) return;
  this.timeout(60_000);

  for (const language of ['zh-CN', 'en'] as const) {
    it(`breaks no day, no telephone number and no code over two lines, in ${language}`, async () => {
      const words = (await printed(3, language)).flat().map(({ text: word }) => word.replace('、', ''));

      for (const whole of ['2024-03-18', '2027-03-17', '0716-8123456', '0716-8998877', '13807165678', CODE]) {
        assert.ok(words.includes(whole), `${whole} in ${words.join(' ')}`);
      }
    });
  }

  it('is signed below rows, however many there are', async () => {
    for (let count = 1; count <= 24; count += 1) {
      const sheets = await printed(count, 'zh-CN');
      const words = (sheets.at(-1) ?? []).map(({ text: word }) => word);

      assert.ok(words.some((word) => word.startsWith('填报人')));
      assert.ok(words.includes(CODE), `${count} rows: signatures stand alone on sheet ${sheets.length}`);
    }
  });
});
