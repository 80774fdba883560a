import assert from 'node:assert/strict';
import { createScanReader, machinesIn, type ScanKey } from '../../src/web/delivery/accept/scan-reader.ts';
import { serialFaults } from '../../src/web/delivery/accept/serial-faults.ts';

const SCANNER_GAP_MS = 4;
const TYPING_GAP_MS = 180;

/** The keys of a text, so many milliseconds apart, ended by a key. */
function keysOf(text: string, gapMs: number, end = 'Enter'): readonly ScanKey[] {
  return [...text, end].map((key, index) => ({
    ...{ key, code: key === end ? end : '', shiftKey: false, isChord: false, at: 1_000 + index * gapMs },
  }));
}

/** As a browser tells keys while an input method is on. */
function keysOfMethod(codes: readonly string[], shifted: readonly string[] = []): readonly ScanKey[] {
  return [...codes, 'Enter'].map((code, index) => ({
    ...{ key: 'Process', code, shiftKey: shifted.includes(code), isChord: false, at: 1_000 + index * SCANNER_GAP_MS },
  }));
}

function readAll(keys: readonly ScanKey[]): readonly string[] {
  const reader = createScanReader();
  return keys.flatMap((key) => reader.take(key) ?? []);
}

describe('what a scanner types', () => {
  it('is told from what a person types by its pace, and ends with Enter or Tab', () => {
    assert.deepEqual(readAll(keysOf('GW-2026-000017', SCANNER_GAP_MS)), ['GW-2026-000017']);
    assert.deepEqual(readAll(keysOf('GW-2026-000017', SCANNER_GAP_MS, 'Tab')), ['GW-2026-000017']);
    assert.deepEqual(readAll(keysOf('GW-2026-000017', TYPING_GAP_MS)), []);
    assert.deepEqual(readAll(keysOf('abc', SCANNER_GAP_MS)), []);
  });

  it('is read by the place of its keys while an input method is on', () => {
    const keys = keysOfMethod(['KeyS', 'KeyN', 'Minus', 'Digit4', 'Numpad2', 'KeyX'], ['KeyS', 'KeyN']);

    assert.deepEqual(readAll(keys), ['SN-42x']);
  });

  it('begins anew after a pause, so that a key before it is no part of it', () => {
    const [key] = keysOf('j', 0);
    const late = keysOf('GW2026', SCANNER_GAP_MS).map((one) => ({ ...one, at: one.at + TYPING_GAP_MS }));

    assert.deepEqual(readAll([...(key ? [key] : []), ...late]), ['GW2026']);
  });

  it('holds no chord, and no key that types nothing', () => {
    const keys = keysOf('GW2026', SCANNER_GAP_MS);
    const between = { key: 'Shift', code: 'ShiftLeft', shiftKey: true, isChord: false, at: 1_001 };
    const chord = { key: 'a', code: 'KeyA', shiftKey: false, isChord: true, at: 1_002 };

    assert.deepEqual(readAll([...keys.slice(0, 1), between, chord, ...keys.slice(1)]), ['GW2026']);
  });
});

describe('machines that are pasted', () => {
  it('are one a line, by the headings of their columns or by the first column', () => {
    const table = '资产编号\t序列号\nZC-1\tGW-1\nZC-2\tGW-2\n';

    assert.deepEqual(machinesIn('GW-1\r\n GW-2 \n\n'), [
      { serial: 'GW-1', assetNumber: '' },
      { serial: 'GW-2', assetNumber: '' },
    ]);
    assert.deepEqual(machinesIn(table), [
      { serial: 'GW-1', assetNumber: 'ZC-1' },
      { serial: 'GW-2', assetNumber: 'ZC-2' },
    ]);
  });
});

describe('a serial number by itself', () => {
  const faultsOf = (...serials: readonly string[]) =>
    serials.map((serial, index) => {
      const rows = serials.map((one, at) => ({ id: String(at), like: '1', serial: one, assetNumber: '' }));
      return serialFaults(rows).get(String(index)) ?? serial;
    });

  it('is there once, in whatever width or case', () => {
    assert.deepEqual(faultsOf('GW-1', 'gw-2', 'ＧＷ－１', 'GW - 2', 'GW-3'), [
      'GW-1',
      'gw-2',
      'twice',
      'twice',
      'GW-3',
    ]);
  });

  it('is no placeholder, and no number that a spreadsheet has rounded', () => {
    const told = faultsOf('', '00000', '0000', '---', '1.23457E+15', '12E5', 'x'.repeat(121), 'x1'.repeat(60));

    assert.deepEqual(told, ['empty', 'repeated', '0000', 'repeated', 'rounded', '12E5', 'long', 'x1'.repeat(60)]);
  });
});
