import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { leafWords } from '../../src/audit/dossier/leaf-words.ts';
import { stateWords } from '../../src/audit/words.ts';
import type { Text } from '../../src/kernel/index.ts';

const HAN = /\p{Script=Han}/u;

/** Of some values those that a reader of one language would find in the other, or as a code. */
function untold(values: readonly string[], wordsOf: (value: string) => Text): readonly string[] {
  return values.filter((value) => {
    const words = wordsOf(value);
    return !HAN.test(words['zh-CN']) || HAN.test(words.en) || /^[a-z]+(-[a-z]+)+$/.test(words.en);
  });
}

interface Contract {
  readonly components: { readonly schemas: Readonly<Record<string, { readonly enum?: readonly string[] }>> };
}

describe('what a printed dossier calls things', () => {
  it('has words for how orders, devices, licences and proofs stand', () => {
    const { schemas }: Contract['components'] = (JSON.parse(readFileSync('openapi/bundle.json', 'utf8')) as Contract)
      .components;
    for (const name of [
      'OrderState',
      'Outcome',
      'DeviceState',
      'EntitlementStanding',
      'EvidenceKind',
      'AllocationEndReason',
    ]) {
      const values = schemas[name]?.enum ?? [];
      assert.ok(values.length > 0, name);
      assert.deepEqual(untold(values, stateWords), [], name);
    }
    // That of a licence that is still given is not that of a finding that nobody has answered.
    assert.equal(stateWords('open')['zh-CN'], '有效');
  });

  it('has words for leaves of the log', () => {
    assert.equal(leafWords('order.decided')['zh-CN'], '审核决定');
    assert.deepEqual(leafWords('device.created'), { 'zh-CN': '设备登记', en: 'Device registered' });
    assert.equal(leafWords('something.else').en, 'something.else');
  });
});
