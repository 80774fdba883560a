import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  addDays,
  addMonths,
  civilDate,
  dayOf,
  daysBetween,
  fullMonthsBetween,
  instant,
  isCivilDate,
  laterOf,
  msBetween,
  plusDays,
  plusMs,
  startOfDay,
  statedInstant,
  systemClock,
  wallClockOf,
} from '../../src/kernel/index.ts';

const someDay = fc
  .integer({ min: 0, max: 60_000 })
  .map((days) => addDays(civilDate('1970-01-01'), days))
  .filter((day) => day >= '1992-01-01');

describe('a moment that a caller states', () => {
  for (const [stated, meant] of [
    ['2026-10-01T00:00:00Z', '2026-10-01T00:00:00.000Z'],
    ['2026-10-01T00:00:00.5Z', '2026-10-01T00:00:00.500Z'],
    ['2026-10-01T00:00:00.123456789z', '2026-10-01T00:00:00.123Z'],
    ['2026-10-01t08:00:00+08:00', '2026-10-01T00:00:00.000Z'],
    ['2026-10-01T00:00:00.9999-00:30', '2026-10-01T00:30:00.999Z'],
    ['2024-02-29T23:59:59+00:00', '2024-02-29T23:59:59.000Z'],
    ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
  ] as const) {
    it(`as ${stated} is ${meant}`, () => {
      assert.equal(statedInstant(stated), meant);
      assert.equal(statedInstant(meant), meant);
    });
  }

  for (const text of [
    ...['2026-10-01', '2026-10-01T00:00:00', '2026-10-01T00:00Z', '2026-10-01 00:00:00Z', '2026-02-30T00:00:00Z'],
    ...['2026-10-01T24:00:00Z', '2026-10-01T00:00:60Z', '2026-10-01T00:00:00.1234567890Z', '2026-10-01T00:00:00.Z'],
    ...['2026-10-01T00:00:00+8', '2026-10-01T00:00:00+0800', '2026-10-01T00:00:00+24:00', '9999-12-31T23:00:00-02:00'],
  ]) {
    it(`is never ${text}`, () => {
      assert.throws(() => statedInstant(text), /no moment/);
    });
  }
});

describe('a civil date', () => {
  for (const day of ['2026-03-31', '2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31']) {
    it(`can be ${day}`, () => {
      assert.equal(isCivilDate(day), true);
      assert.equal(civilDate(day), day);
    });
  }

  const NOT_DAYS = [
    ...['2026-02-29', '2026-02-30', '2100-02-29', '2026-04-31', '2026-13-01', '2026-00-10', '2026-01-00', '2026-01-32'],
    ...['2026-1-01', '26-01-01', '2026/01/01', '2026-01-01 ', '2026-01-01T00:00:00.000Z', '', '２０２６-01-01'],
  ];
  for (const text of NOT_DAYS) {
    it(`is never ${JSON.stringify(text)}`, () => {
      assert.equal(isCivilDate(text), false);
      assert.throws(() => civilDate(text), /not a civil date/);
    });
  }

  it('begins at 16:00 UTC of the day before', () => {
    assert.equal(startOfDay(civilDate('2026-03-31')), '2026-03-30T16:00:00.000Z');
    assert.equal(dayOf(instant('2026-03-30T15:59:59.999Z')), '2026-03-30');
    assert.equal(dayOf(instant('2026-03-30T16:00:00.000Z')), '2026-03-31');
    assert.equal(dayOf(instant('2026-12-31T16:00:00.000Z')), '2027-01-01');
  });

  it('is the day of its own first instant', () => {
    fc.assert(fc.property(someDay, (day) => dayOf(startOfDay(day)) === day));
  });

  const MONTHS: readonly (readonly [from: string, months: number, to: string])[] = [
    ['2026-03-15', 0, '2026-03-15'],
    ['2026-03-15', 1, '2026-04-15'],
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-01-30', 1, '2026-02-28'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', 48, '2028-02-29'],
    ['2026-11-30', 3, '2027-02-28'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-01-15', -1, '2025-12-15'],
    ['9999-06-01', 6, '9999-12-01'],
    ['9999-06-01', 600, '9999-12-31'],
  ];
  for (const [from, months, to] of MONTHS) {
    it(`${from} and ${months} months make ${to}`, () => assert.equal(addMonths(civilDate(from), months), to));
  }

  const FULL_MONTHS: readonly (readonly [from: string, to: string, months: number])[] = [
    ['2020-03-15', '2026-03-14', 71],
    ['2020-03-15', '2026-03-15', 72],
    ['2020-03-15', '2026-03-16', 72],
    ['2026-03-15', '2026-03-15', 0],
    ['2026-03-15', '2026-04-14', 0],
    ['2026-03-15', '2026-03-14', 0],
    ['2026-03-15', '2020-03-15', 0],
    ['2025-12-31', '2026-01-31', 1],
  ];
  for (const [from, to, months] of FULL_MONTHS) {
    it(`${from} to ${to} is ${months} full months`, () => {
      assert.equal(fullMonthsBetween(civilDate(from), civilDate(to)), months);
    });
  }

  it('is as many days away as were added, over leap days and years', () => {
    const days = fc.integer({ min: -4_000, max: 4_000 });
    fc.assert(fc.property(someDay, days, (day, count) => daysBetween(day, addDays(day, count)) === count));
    assert.equal(addDays(civilDate('2024-02-28'), 1), '2024-02-29');
    assert.equal(daysBetween(civilDate('2026-03-02'), civilDate('2026-02-28')), -2);
  });
});

describe('an instant', () => {
  it('is UTC with milliseconds and nothing else', () => {
    assert.equal(instant('2026-03-31T09:00:00.000Z'), '2026-03-31T09:00:00.000Z');
    assert.equal(instant(systemClock()).length, 24);
  });

  const NOT_INSTANTS = [
    ...['2026-03-31', '2026-03-31T09:00:00Z', '2026-03-31T09:00:00.0000Z', '2026-03-31T09:00:00.000+08:00'],
    ...['2026-03-31 09:00:00.000Z', '2026-13-31T09:00:00.000Z', '2026-03-31T25:00:00.000Z', ''],
    ...['2026-02-30T09:00:00.000Z', '2026-03-31T24:00:00.000Z'],
  ];
  for (const text of NOT_INSTANTS) {
    it(`is never ${JSON.stringify(text)}`, () => assert.throws(() => instant(text), /not an instant/));
  }

  it('is shown to people as the clocks on their walls show it', () => {
    assert.equal(wallClockOf(instant('2026-03-31T09:00:00.000Z')), '2026-03-31 17:00:00');
    assert.equal(wallClockOf(instant('2026-12-31T16:00:00.999Z')), '2027-01-01 00:00:00');
  });

  it('moves by days and milliseconds, and compares as text', () => {
    const noon = instant('2026-02-28T12:00:00.000Z');

    assert.equal(plusDays(noon, 1), '2026-03-01T12:00:00.000Z');
    assert.equal(plusMs(noon, -1), '2026-02-28T11:59:59.999Z');
    assert.equal(msBetween(noon, plusDays(noon, 2)), 172_800_000);
    assert.equal(laterOf(noon, plusMs(noon, 1)), plusMs(noon, 1));
    assert.equal(laterOf(noon, noon), noon);
  });
});
