import assert from 'node:assert/strict';
import { civilDate, Refusal } from '../../../src/kernel/index.ts';
import {
  contentOfPack,
  isWorkingDay,
  openPack,
  policyFor,
  ruleSetFromContent,
  workingDaysAfter,
} from '../../../src/rules/index.ts';
import { parsePolicyDocument } from '../../../src/rules/policy/policy-document.ts';

const header = { number: 1, parent: null, inForceFrom: civilDate('2017-01-01'), changeNote: 'the pack' };
const ruleSet = ruleSetFromContent(contentOfPack(openPack(), header));
const { calendar } = policyFor(ruleSet, { region: '421022', level: 'county', on: civilDate('2026-06-01') });

describe('working days', () => {
  const vectors: readonly (readonly [served: string, count: number, last: string, why: string])[] = [
    ['2026-04-13', 5, '2026-04-20', 'a weekend lies between'],
    ['2026-09-29', 5, '2026-10-12', 'the days of the National Day, and a Saturday that is worked on'],
    ['2026-02-13', 5, '2026-02-27', 'the Spring Festival, and no Saturday that is worked on counts before it'],
    ['2017-06-05', 10, '2017-06-19', 'two weeks without a holiday'],
    ['2017-09-29', 1, '2017-09-30', 'the Saturday before the National Day is worked on'],
    ['2026-04-13', 0, '2026-04-13', 'no day at all'],
  ];
  for (const [served, count, last, why] of vectors) {
    it(`${count} after ${served} end on ${last}: ${why}`, () => {
      assert.equal(workingDaysAfter(calendar, civilDate(served), count), last);
    });
  }

  it('are not guessed in a year that nobody has published', () => {
    const refused = (error: unknown) => error instanceof Refusal && error.code === 'calendar.year_unknown';

    assert.throws(() => workingDaysAfter(calendar, civilDate('2026-12-28'), 5), refused);
    assert.throws(() => isWorkingDay(calendar, civilDate('2027-10-01')), refused);
    assert.equal(workingDaysAfter(calendar, civilDate('2026-12-28'), 3), '2026-12-31');
  });

  it('are 250, less or more by a few, in every year that ships', () => {
    for (const { year } of calendar) {
      const days = Array.from({ length: 366 }, (_, place) => place).map((place) =>
        new Date(Date.UTC(year, 0, 1 + place)).toISOString().slice(0, 10),
      );
      const worked = days.filter((day) => day.startsWith(String(year)) && isWorkingDay(calendar, civilDate(day)));
      assert.ok(worked.length >= 247 && worked.length <= 252, `${year}: ${worked.length}`);
    }
    assert.deepEqual(
      calendar.map(({ year }) => year),
      [2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026],
    );
  });
});

describe('a calendar', () => {
  const year = { year: 2027, holidays: [], workdays: [], document: null, verified: false };
  const offencesOf = (value: object): readonly unknown[] => {
    const parameter = { name: 'policy.calendar.days', levels: null, value: [value], from: null, until: null };
    const parameters = [{ ...parameter, document: null, article: null, verified: false }];
    const parsed = parsePolicyDocument({ schema: 'gate-policy/1', jurisdiction: '421022', parameters });
    return 'offences' in parsed ? parsed.offences.map(({ pointer, code }) => [pointer, code]) : [];
  };
  const place = '/parameters/0/value/0';

  it('of a year to come may be added', () => {
    const holidays = [{ from: '2027-10-01', until: '2027-10-07' }];
    assert.deepEqual(offencesOf({ ...year, holidays, workdays: ['2027-10-09'] }), []);
  });

  it('takes no day of another year and no holiday that ends before it begins', () => {
    assert.deepEqual(offencesOf({ ...year, workdays: ['2028-01-02'] }), [
      [`${place}/workdays/0`, 'policy.day_of_other_year'],
    ]);
    assert.deepEqual(offencesOf({ ...year, holidays: [{ from: '2027-10-07', until: '2027-10-01' }] }), [
      [`${place}/holidays/0/until`, 'policy.dates_reversed'],
    ]);
    assert.deepEqual(offencesOf({ ...year, year: '2027' }), [[`${place}/year`, 'document.not_integer']]);
  });
});
