import assert from 'node:assert/strict';
import type { Finding, GatheredWaiver, Machines } from '../../src/decisions/index.ts';
import { coverFindings, usesOfWaivers } from '../../src/decisions/waiver-cover.ts';
import { civilDate } from '../../src/kernel/index.ts';
import { packUnderTest } from '../rules/pack-under-test.ts';

const compiled = packUnderTest().compiled;
const TODAY = civilDate('2026-06-01');

const MACHINES: readonly Machines[] = [
  { pointer: '/lines/0', category: 'desktop', quantity: 3 },
  { pointer: '/lines/1', category: 'desktop', quantity: 2 },
  { pointer: '/lines/10', category: 'laptop', quantity: 4 },
];

function finding(pointer: string, own: Partial<Finding> = {}): Finding {
  return { rule: 'HW-01', clause: 'over-cap', effect: 'reject', pointer, facts: {}, trace: {}, waiver: null, ...own };
}

function waiver(own: Partial<GatheredWaiver> = {}): GatheredWaiver {
  return {
    id: 'wai_1',
    rules: [{ rule: 'HW-01', revision: 1, clause: 'over-cap' }],
    category: 'desktop',
    devicesLeft: 5,
    usesLeft: null,
    from: TODAY,
    until: TODAY,
    version: 7,
    ...own,
  };
}

const REVIEW = { category: null, devicesLeft: null, usesLeft: null };

/** Which waiver is beside each finding. */
function covered(findings: readonly Finding[], waivers: readonly GatheredWaiver[], machines = MACHINES) {
  const seen = coverFindings(findings, { compiled, decidedOn: TODAY, waivers, machines });
  return seen.map((one) => one.waiver?.id ?? null);
}

describe('a waiver', () => {
  it('covers the clause that it names, and no other one of the same rule', () => {
    const findings = [finding('/lines/0/unitPrice'), finding('/lines/0/unitPrice', { clause: 'over-cap-approved' })];

    assert.deepEqual(covered(findings, [waiver(REVIEW)]), ['wai_1', null]);
  });

  it('stands beside the finding with its last day, and changes nothing else of it', () => {
    const before = finding('/lines/0/unitPrice');

    const [after] = coverFindings([before], { compiled, decidedOn: TODAY, waivers: [waiver()], machines: MACHINES });

    assert.deepEqual(after, { ...before, waiver: { id: 'wai_1', until: TODAY } });
  });

  it('covers from its first day to its last one, and not on the days around', () => {
    const ofDays = (from: string, until: string) => [waiver({ from: civilDate(from), until: civilDate(until) })];
    const findings = [finding('/lines/0/unitPrice')];

    assert.deepEqual(covered(findings, ofDays('2026-05-01', '2026-06-01')), ['wai_1']);
    assert.deepEqual(covered(findings, ofDays('2026-06-01', '2026-07-01')), ['wai_1']);
    assert.deepEqual(covered(findings, ofDays('2026-05-01', '2026-05-31')), [null]);
    assert.deepEqual(covered(findings, ofDays('2026-06-02', '2026-07-01')), [null]);
  });

  it('is void as a whole when one of its rules has another revision, or is gone', () => {
    const named = waiver().rules;
    const findings = [finding('/lines/0/unitPrice')];
    for (const other of [
      { rule: 'HW-02', revision: 1, clause: 'over-standard' },
      { rule: 'XX-99', revision: 1, clause: 'gone' },
    ]) {
      assert.deepEqual(covered(findings, [waiver({ rules: [...named, other] })]), [null], other.rule);
    }
    assert.deepEqual(covered(findings, [waiver({ rules: [{ rule: 'HW-01', revision: 2, clause: 'over-cap' }] })]), [
      null,
    ]);
  });

  it('leaves a warning as it is: there is nothing to set aside', () => {
    assert.deepEqual(covered([finding('/lines/0', { effect: 'warn' })], [waiver(REVIEW)]), [null]);
  });

  it('is counted by the machines of the line that a finding points at, each line once', () => {
    const twice = [finding('/lines/0/unitPrice'), finding('/lines/0/computer/cpu')];

    assert.deepEqual(covered(twice, [waiver({ devicesLeft: 3 })]), ['wai_1', 'wai_1']);
    assert.deepEqual(covered(twice, [waiver({ devicesLeft: 2 })]), [null, null]);
  });

  it('covers as many lines as its machines are enough for, in the order of the findings', () => {
    const both = [finding('/lines/0/unitPrice'), finding('/lines/1/unitPrice')];

    assert.deepEqual(covered(both, [waiver({ devicesLeft: 5 })]), ['wai_1', 'wai_1']);
    assert.deepEqual(covered(both, [waiver({ devicesLeft: 4 })]), ['wai_1', null]);
    assert.deepEqual(covered(both, [waiver({ devicesLeft: 4 }), waiver({ id: 'wai_2', devicesLeft: 2 })]), [
      'wai_1',
      'wai_2',
    ]);
  });

  it('does not take /lines/10 for /lines/1', () => {
    assert.deepEqual(covered([finding('/lines/10/unitPrice')], [waiver({ devicesLeft: 3, category: null })]), [null]);
    assert.deepEqual(covered([finding('/lines/10/unitPrice')], [waiver({ devicesLeft: 4, category: null })]), [
      'wai_1',
    ]);
  });

  it('for a category covers a finding only if every machine concerned is of it', () => {
    assert.deepEqual(covered([finding('/lines/10/unitPrice')], [waiver()]), [null]);
    assert.deepEqual(covered([finding('/softwarePlan/0/unitPrice')], [waiver({ devicesLeft: 9 })]), [null]);
    assert.deepEqual(covered([finding('/softwarePlan/0/unitPrice')], [waiver({ devicesLeft: 9, category: null })]), [
      'wai_1',
    ]);
  });

  it('counts all machines of the order for a finding that points at no line', () => {
    for (const pointer of ['', '/softwarePlan/0/unitPrice', '/method']) {
      assert.deepEqual(covered([finding(pointer)], [waiver({ devicesLeft: 8, category: null })]), [null], pointer);
      assert.deepEqual(covered([finding(pointer)], [waiver({ devicesLeft: 9, category: null })]), ['wai_1'], pointer);
    }
  });

  it('for machines covers nothing of an order without machines; a review does', () => {
    assert.deepEqual(covered([finding('')], [waiver({ category: null })], []), [null]);
    assert.deepEqual(covered([finding('')], [waiver(REVIEW)], []), ['wai_1']);
  });

  it('is not for one order more than it allows', () => {
    assert.deepEqual(covered([finding('/lines/0')], [waiver({ usesLeft: 1 })]), ['wai_1']);
    assert.deepEqual(covered([finding('/lines/0')], [waiver({ usesLeft: 0 })]), [null]);
  });

  it('is tried in the order in which waivers were gathered', () => {
    assert.deepEqual(covered([finding('/lines/0')], [waiver({ id: 'wai_9' }), waiver()]), ['wai_9']);
  });
});

describe('what an order takes of waivers', () => {
  it('is each line once, by waiver', () => {
    const mark = (id: string) => ({ waiver: { id, until: TODAY } });
    const findings = [
      finding('/lines/0/unitPrice', mark('wai_2')),
      finding('/lines/0/computer', mark('wai_2')),
      finding('/lines/1/unitPrice', mark('wai_2')),
      finding('/method', mark('wai_1')),
      finding('/lines/10/unitPrice'),
    ];

    assert.deepEqual(usesOfWaivers(findings, MACHINES), [
      { id: 'wai_1', devices: 9 },
      { id: 'wai_2', devices: 5 },
    ]);
  });

  it('is nothing where nothing is waived', () => {
    assert.deepEqual(usesOfWaivers([finding('/lines/0')], MACHINES), []);
  });
});
