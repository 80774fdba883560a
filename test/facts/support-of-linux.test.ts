import assert from 'node:assert/strict';
import { deriveFacts, withProductsRead } from '../../src/facts/index.ts';
import { givenComputer, givenInput, givenLine, givenSystem } from './support.ts';

interface Stated {
  readonly product: string;
  readonly version?: string;
  readonly edition?: string;
}

function supportOf({ product, version, edition }: Stated): unknown {
  const system = givenSystem({ product, edition: edition ?? null, version: version ?? null, securityRating: null });
  const lines = [givenLine({ computer: givenComputer({ operatingSystem: system }) })];
  const input = withProductsRead(givenInput({ order: { lines } }));
  return deriveFacts(input).lines[0]?.['line.os.support'];
}

describe('the support of Linux systems, delivered in December 2026', () => {
  for (const [stated, support] of [
    [{ product: 'Ubuntu Desktop', version: '24.04', edition: 'LTS' }, 'ends-within-life'],
    [{ product: 'Ubuntu 22.04 LTS' }, 'ends-within-life'],
    [{ product: 'ubuntu', version: '26.04' }, 'ends-within-life'],
    [{ product: 'Ubuntu', version: '20.04 LTS' }, 'ended-by-delivery'],
    [{ product: 'Ubuntu 18.04' }, 'ended-by-delivery'],
    [{ product: 'openEuler', version: '24.03 LTS SP3' }, 'ends-within-life'],
    [{ product: 'openEuler', version: '24.03', edition: 'LTS' }, 'release-not-stated'],
    [{ product: 'openEuler 22.03 LTS' }, 'ended-by-delivery'],
    [{ product: 'openEuler 22.03 LTS SP4' }, 'ended-by-delivery'],
    [{ product: '欧拉操作系统', version: '20.03' }, 'ended-by-delivery'],
    [{ product: 'Red Hat Enterprise Linux', version: '9.4' }, 'ends-within-life'],
    [{ product: 'RHEL 7.9' }, 'ended-by-delivery'],
    [{ product: '龙蜥操作系统', version: '8.10' }, 'ends-within-life'],
    [{ product: 'Rocky Linux 9.6' }, 'ends-within-life'],
    [{ product: 'Debian', version: '12' }, 'ends-within-life'],
    [{ product: 'Debian 10' }, 'ended-by-delivery'],
    [{ product: 'CentOS 7.9' }, 'ended-by-delivery'],
    [{ product: '中科方德桌面操作系统', version: 'V5.0' }, 'supported'],
    [{ product: 'CentOS Stream 9' }, 'ends-within-life'],
    [{ product: 'deepin', version: '23' }, undefined],
    [{ product: 'Red Hat Enterprise Linux 10' }, undefined],
    [{ product: 'deepin', version: '15.11' }, undefined],
    [{ product: 'Ubuntu', version: '25.10' }, undefined],
  ] as const) {
    it(`is ${support ?? 'unknown'} of ${Object.values(stated).join(' ')}`, () => {
      assert.equal(supportOf(stated), support);
    });
  }
});
