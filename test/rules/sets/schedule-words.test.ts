import assert from 'node:assert/strict';
import { canonicalJson, digestOf } from '../../../src/kernel/index.ts';
import type { SigningText } from '../../../src/two-people/proposals/proposal.ts';
import { onOneEngine } from '../../support/databases.ts';
import { type Caller, type Gate, startGate, testClock } from '../../support/gate.ts';
import { openOffice } from '../../support/office.ts';
import { sizeOfLog } from '../../two-people/two-people.ts';
import {
  assertVerified,
  type Bureaus,
  bureausOf,
  drafted,
  LOWER_CAP,
  leavesOfRules,
  schedule,
  sign,
  triedOnPast,
} from './schedule-support.ts';

describe('whoever signs for a rule set reads in words what it changes', () => {
  onOneEngine('words are made of texts that are kept, and schedule.test.ts has the statements', (engine) => {
    let gate: Gate;
    let bureaus: Bureaus;
    before(async () => {
      gate = await startGate({ engine, clock: testClock() });
      bureaus = await bureausOf(gate);
    });
    after(() => gate.close());

    const linesOf = ({ sections }: SigningText): string =>
      sections.flatMap(({ heading, lines }) => [heading, ...lines]).join('\n');

    it('rule by rule, with the smallest case on which the sets differ, and what past orders would have met', async () => {
      const { author, audit, finance } = bureaus;
      const office = await openOffice(gate);
      await office.submit(office.order());
      const rule = await changedRule(audit);
      const draft = await drafted(author, { parameters: [LOWER_CAP], rules: [rule] });

      const proposed = await schedule(author, draft, await triedOnPast(gate, draft));

      const { 'zh-CN': zh, en } = (await finance.get(`/v1/proposals/${proposed.body.id}`)).body.preview.words;
      const [chinese, english] = [linesOf(zh), linesOf(en)];
      assert.match(chinese, /规则集 2 接替规则集 1/);
      assert.match(
        chinese,
        /HW-01 .*（修改）\n.*结果由“不予通过”改为“转人工审核”。\n最小实例：.*原来不予通过.*现在转人工审核/,
      );
      assert.match(english, /HW-01 .*\(changed\)\n.*was rejected, is referred to a person/);
      assert.match(
        chinese,
        /政策参数 台式计算机单价上限（policy\.cap\.desktop），地区 421000\n原为：没有这一项\n现为：4,800\.00 元，/,
      );
      assert.match(english, /It is: 4,800\.00 yuan/);
      assert.match(chinese, /申报日 2000-01-01 至 2099-12-31 的 1 项决定：更严 1 项。/);
      assert.match(english, /1 decision on orders submitted from .+: 1 stricter\.\n/);
      assert.match(english, /1 entry of policy parameters changed\./);
      assert.match(english, /1 rule was reviewed: /);
      assert.equal(en.digest, digestOf(canonicalJson(en.sections)));
      const [listed] = (await finance.get('/v1/proposals')).body.items;
      assert.equal(listed.preview.words, null);
      await author.post(`/v1/proposals/${proposed.body.id}/withdrawal`, { reason: '另有安排。' });
    });

    it('and the leaf of the signature names the words that were read, or that nothing says that any were', async () => {
      const { author, audit, finance } = bureaus;
      const draft = await drafted(author);
      const proposed = await schedule(author, draft, await triedOnPast(gate, draft));
      const { digest } = proposed.body.preview.words.en;
      const read = { language: 'en', digest };
      const size = await sizeOfLog(gate);

      const otherWords = await signRead(audit, proposed, { language: 'zh-CN', digest });
      const overRest = await sign(audit, proposed);
      const last = await signRead(finance, proposed, read);

      assert.deepEqual([otherWords.status, otherWords.body.code], [409, 'proposal.words']);
      assert.deepEqual([overRest.status, last.body.state], [200, 'executed']);
      const first = await gate.db.reader('log_leaves').where({ log_index: size }).first('type', 'bytes');
      assert.deepEqual([first.type, JSON.parse(first.bytes).read], ['proposal.signed', null]);
      const leaf = (await leavesOfRules(gate)).findLast(({ type }) => type === 'rule-set.scheduled');
      assert.ok(leaf);
      const { signers } = leaf.signed as { readonly signers: readonly { readonly read?: unknown }[] };
      assert.deepEqual(signers.at(-1)?.read, read);
      await assertVerified(gate);
    });
  });
});

function signRead(signer: Caller, { body }: { readonly body: { id: string; digest: string } }, read: object) {
  return signer.post(`/v1/proposals/${body.id}/signatures`, { digest: body.digest, read });
}

async function changedRule(reader: Caller): Promise<object> {
  const { document } = (await reader.get('/v1/rule-sets/1/rules/HW-01')).body;
  const [first, ...others] = document.clauses;
  return { ...document, revision: document.revision + 1, clauses: [{ ...first, effect: 'refer' }, ...others] };
}
