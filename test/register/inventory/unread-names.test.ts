import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { gateForEachTest } from '../../agencies/agency-examples.ts';
import { forEachEngine } from '../../support/databases.ts';
import type { Caller } from '../../support/gate.ts';
import { stateRegister } from '../statements-support.ts';
import { BUREAU, importFile, ledger, officerOf, sizeOfLog, withProducts } from './inventory-office.ts';

const TODAY = '2026-06-01';
const NAME = '某某办公套件 9';
const ROWS = [
  ['资产编号', '计算机类别', '办公软件授权软件版本', '办公软件授权方式', '办公软件实际安装情况'],
  ['A-1', '台式机', NAME, '批量授权', '一致'],
];

interface Figure {
  readonly of: string | null;
  readonly value: unknown;
  readonly why: string | null;
}

forEachEngine('statements', (engine) => {
  describe('a name that an import could not read', () => {
    const here = gateForEachTest(engine);
    let officer: Caller;
    beforeEach(async () => {
      await withProducts(here.gate);
      officer = await officerOf(here.gate);
    });

    const installed = async (kind: string): Promise<readonly unknown[]> => {
      const path = `/v1/figure-values?agencyCode=${BUREAU}&names=software.installed`;
      const { figures } = (await officer.get(path)).body;
      const { value, why } = figures.find(({ of }: Figure) => of === kind);
      return [value, why];
    };
    const stateWhole = (kinds: object): Promise<Response> =>
      officer.post('/v1/register-statements', { agencyCode: BUREAU, asOfOn: TODAY, kinds });

    it('leaves its kind unknown, whatever the unit has said, until somebody says what it means', async () => {
      await stateRegister(officer, { agencyCode: BUREAU, asOfOn: TODAY });
      assert.deepEqual(await installed('office'), [0, null]);

      const answer = await importFile(officer, 'detail-ledger', ledger(...ROWS));

      assert.equal(answer.body.unknownNames[0]?.category, 'office', JSON.stringify(answer.body.rows ?? answer.body));
      assert.deepEqual(await installed('office'), [null, 'names-unread']);
      assert.deepEqual(await installed('osServer'), [0, null]);
      const refused = await stateWhole({ office: 'none' });
      assert.deepEqual(
        [refused.status, refused.body.code, refused.body.errors[0].pointer],
        [422, 'register_statement.kinds', '/kinds/office'],
      );
      assert.match(refused.body.detail, /某某办公套件 9/);

      const meaning = { agencyCode: BUREAU, name: NAME, category: null, product: null, edition: null, version: null };
      assert.equal((await officer.post('/v1/software-names', meaning)).status, 201);
      assert.deepEqual(await installed('office'), [0, null]);
    });

    it('is kept once, however often the file comes', async () => {
      await importFile(officer, 'detail-ledger', ledger(...ROWS));
      const before = await sizeOfLog(here.gate);
      await importFile(officer, 'detail-ledger', ledger(...ROWS));
      const names = await here.gate.db.reader('unread_names');

      assert.deepEqual([(await sizeOfLog(here.gate)) - before, names.length], [0, 1]);
      assert.deepEqual([names[0].name, names[0].kind, names[0].seen_on], [NAME, 'office', TODAY]);
    });
  });
});
