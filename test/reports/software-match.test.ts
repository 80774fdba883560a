import assert from 'node:assert/strict';
import type { CivilDate } from '../../src/kernel/index.ts';
import { agreementWords } from '../../src/reports/software/ledgers/ledger-words.ts';
import { originOf, type Pairing, pairSoftware, type Right } from '../../src/reports/software/ledgers/software-match.ts';

describe('which right allows which copy, in a ledger', () => {
  const on = '2026-06-01' as CivilDate;
  const copy = (id: string, product: string, version: string | null = null) => {
    return { id, category: 'office' as const, product, edition: null, version, seenFrom: '2026-01-01' };
  };
  const seat = (entitlementId: string, product: string, version: string | null = null): Right => {
    const name = { product, edition: null, version };
    return {
      entitlementId,
      allocationId: `alo_${entitlementId}`,
      category: 'office' as const,
      channel: 'volume' as const,
      ...{ validFrom: null, validUntil: null },
      ...name,
    };
  };
  const told = (pairings: readonly Pairing[]) =>
    pairings.map(({ copy: one, right, agreement }) => [one?.id ?? null, right?.entitlementId ?? null, agreement]);

  it('puts the same version side by side before another version, and another product of the kind last', () => {
    const copies = [copy('wps', 'WPS Office', '2023'), copy('old', 'WPS Office', '2019'), copy('yozo', 'Yozo Office')];
    const seats = [seat('new', 'wps  office', '2023'), seat('yes', 'WPS Office', '2016'), seat('ms', 'Office')];

    assert.deepEqual(told(pairSoftware(copies, { seats, common: [], on })), [
      ['wps', 'new', 'agrees'],
      ['old', 'yes', 'differs'],
      ['yozo', 'ms', 'differs'],
    ]);
  });

  it('uses a seat once and a site licence for every copy of its product, and for no other', () => {
    const copies = [copy('one', 'WPS Office'), copy('two', 'WPS Office'), copy('other', 'Yozo Office')];
    const common = [{ ...seat('site', 'WPS Office'), allocationId: null, channel: 'site' as const }];

    assert.deepEqual(told(pairSoftware(copies, { seats: [seat('seat', 'WPS Office')], common, on })), [
      ['one', 'seat', 'agrees'],
      ['two', 'site', 'agrees'],
      ['other', null, 'no-licence'],
    ]);
  });

  it('takes a seat that is not in force on the day for no licence, and puts it last', () => {
    const later = { ...seat('later', 'WPS Office'), validFrom: '2026-06-02' as CivilDate };
    const over = { ...seat('over', 'WPS Office'), validUntil: '2026-05-31' as CivilDate };
    const edges = { validFrom: on, validUntil: on };
    const copies = [copy('one', 'WPS Office'), copy('two', 'WPS Office'), copy('three', 'WPS Office')];
    const pairings = pairSoftware(copies, {
      seats: [later, over, { ...seat('now', 'WPS'), ...edges }],
      common: [],
      on,
    });

    assert.deepEqual(told(pairings), [
      ['one', 'now', 'differs'],
      ['two', 'later', 'not-yet-valid'],
      ['three', 'over', 'expired'],
    ]);
    assert.deepEqual(pairings.map(originOf), ['commercial', 'unlicensed', 'unlicensed']);
    assert.equal(pairings[1] && agreementWords(pairings[1])['zh-CN'], '授权未生效（自 2026-06-02 起有效）');
    assert.equal(pairings[2] && agreementWords(pairings[2]).en, 'expired (valid until 2026-05-31)');
  });
});
