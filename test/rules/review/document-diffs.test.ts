import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { canonicalJson } from '../../../src/kernel/index.ts';
import { documentText } from '../../../src/rules/documents/document-text.ts';
import { documentDiffs, loadPack, type PackContent, type RuleDocument } from '../../../src/rules/index.ts';
import { hasPrograms } from '../../support/programs.ts';

const pack = loadPack('rules');
const NAMES = { before: 'rule-set/1', after: 'rule-set/2' };

function withRule(id: string, change: (rule: RuleDocument) => RuleDocument): PackContent {
  return { ...pack, rules: pack.rules.map((rule) => (rule.id === id ? change(rule) : rule)) };
}

function reworded(rule: RuleDocument, en: string): RuleDocument {
  const [first, ...others] = rule.clauses;
  assert.ok(first);
  return { ...rule, clauses: [{ ...first, message: { ...first.message, en } }, ...others] };
}

/** The lines that a diff takes away or brings, without the names of its two documents. */
function otherLines(diff: string | undefined): readonly string[] {
  const [, , ...lines] = (diff ?? '').split('\n');
  return lines.filter((line) => /^[+-]/.test(line)).map((line) => line.replace(/^(.)\s+/, '$1 '));
}

describe('the text of a document', () => {
  it('is the document, with its keys in the order of the rule files, whatever order they came in', () => {
    const kept: PackContent = JSON.parse(canonicalJson(pack));
    for (const [at, rule] of kept.rules.entries()) {
      const read: RuleDocument = JSON.parse(documentText('rule', rule));

      assert.deepEqual(read, pack.rules[at]);
      assert.deepEqual(Object.keys(read), Object.keys(pack.rules[at] ?? {}));
    }
    const { facts, policy } = pack;
    const others = [
      ...([['facts', facts, kept.facts] as const, ['decoding', policy.decoding, kept.policy.decoding]] as const),
      ...([['needs', policy.needs, kept.policy.needs]] as const),
      ...policy.parameters.map((document, at) => ['parameter', document, kept.policy.parameters[at]] as const),
    ];
    for (const [kind, document, stored] of others) {
      assert.equal(JSON.stringify(JSON.parse(documentText(kind, stored))), JSON.stringify(document), kind);
    }
  });

  it('shows characters that would hide or turn the text around them', () => {
    const shown = documentText('rule', { says: 'may \u202eton\u202c pass', title: '不予\u200b通过' });

    assert.match(shown, /"may \\u202eton\\u202c pass"/);
    assert.match(shown, /"不予\\u200b通过"/);
  });

  it('shows every character that no reader sees, also those outside the basic plane', () => {
    const unseen = [
      ...['\u007f', '\u0085', '\u00ad', '\u034f', '\u061c', '\u115f', '\u180e', '\u2028', '\u2029', '\u2066'],
      ...['\u3164', '\ufe0f', '\ufeff', '\uffa0', '\ufff9', '\u{e0041}', '\u{e007f}', '\u{e0100}', '\u{1d173}'],
    ];
    for (const character of unseen) {
      const document = { says: `不予${character}通过` };
      const shown = documentText('rule', document);

      assert.match(shown, /"不予(\\u[0-9a-f]{4})+通过"/, character.codePointAt(0)?.toString(16));
      assert.deepEqual(JSON.parse(shown), document);
    }
    assert.match(documentText('rule', { says: '\u{e0041}' }), /"\\udb40\\udc41"/);
    const seen = { says: 'Größe 价格 𠮷 — “¥5,000”' };
    assert.ok(documentText('rule', seen).includes(seen.says));
  });
});

describe('what two packs have different, as text', () => {
  it('is nothing where nothing differs', () => {
    assert.deepEqual(documentDiffs(pack, structuredClone(pack), NAMES), []);
  });

  it('is the line of a changed word, of the legal basis and of a test', () => {
    const after = withRule('HW-02', (rule) => ({
      ...reworded(rule, 'too dear'),
      legalBasis: rule.legalBasis.map((basis, at) => (at === 0 ? { ...basis, article: '第三条' } : basis)),
      tests: rule.tests.map((test, at) => (at === 0 ? { ...test, says: 'another sentence' } : test)),
    }));

    const [changed, ...others] = documentDiffs(pack, after, NAMES);

    assert.deepEqual([changed?.kind, changed?.name, others], ['rule', 'HW-02', []]);
    assert.match(changed?.diff ?? '', /^--- rule-set\/1\/HW-02\.json\n\+\+\+ rule-set\/2\/HW-02\.json\n@@ /);
    const lines = otherLines(changed?.diff);
    assert.deepEqual(
      [lines[0], lines[1], lines[3], lines[5]],
      ['- "article": "价格标准",', '+ "article": "第三条",', '+ "en": "too dear"', '+ "says": "another sentence",'],
    );
    assert.equal(lines.length, 6);
  });

  it('stands against nothing for a rule that is new or gone', () => {
    const without = { ...pack, rules: pack.rules.filter(({ id }) => id !== 'OS-07') };
    const text = documentText(
      'rule',
      pack.rules.find(({ id }) => id === 'OS-07'),
    );

    const [gone] = documentDiffs(pack, without, NAMES);
    const [added] = documentDiffs(without, pack, NAMES);

    assert.match(gone?.diff ?? '', /^--- rule-set\/1\/OS-07\.json\n\+\+\+ \/dev\/null\n@@ -1,\d+ \+0,0 @@\n-\{\n/);
    assert.match(added?.diff ?? '', /^--- \/dev\/null\n\+\+\+ rule-set\/2\/OS-07\.json\n@@ -0,0 \+1,\d+ @@\n\+\{\n/);
    assert.equal(otherLines(added?.diff).length, text.split('\n').length - 1);
  });

  it('has a value of a parameter and the one that follows it in one place, below its name', () => {
    const cap = { name: 'policy.cap.desktop', levels: null, document: null, article: null, verified: false } as const;
    const [nation, ...others] = pack.policy.parameters;
    assert.ok(nation?.jurisdiction === '000000');
    const ended = nation.parameters.map((entry) =>
      entry.name === cap.name ? { ...entry, until: '2026-06-30' } : entry,
    );
    const parameters = [{ ...cap, value: 480_000, from: '2026-07-01', until: null }, ...ended];
    const after = { ...pack, policy: { ...pack.policy, parameters: [{ ...nation, parameters }, ...others] } };

    const [changed, ...more] = documentDiffs(pack, after, NAMES);

    assert.deepEqual([changed?.kind, changed?.name, more], ['parameter', '000000/policy.cap.desktop', []]);
    const lines = otherLines(changed?.diff);
    assert.deepEqual(lines.slice(0, 2), ['- "until": null,', '+ "until": "2026-06-30",']);
    assert.ok(lines.includes('+ "value": 480000,'), lines.join('\n'));
    assert.match(changed?.diff ?? '', /^ +"name": "policy\.cap\.desktop",$/m);
  });

  it('names facts, catalogue decoding and needs', () => {
    const { facts, policy } = pack;
    const after: PackContent = {
      ...pack,
      facts: { ...facts, facts: facts.facts.slice(1) },
      policy: { ...policy, decoding: { ...policy.decoding, editions: [] }, needs: { ...policy.needs, document: null } },
    };

    const diffs = documentDiffs(pack, after, NAMES);

    assert.deepEqual(
      diffs.map(({ kind, name }) => [kind, name]),
      ['facts', 'decoding', 'needs'].map((kind) => [kind, kind]),
    );
  });

  it('gives up matching lines where nearly all of them differ, and is a diff still', () => {
    const tests = (word: string) => Array.from({ length: 3_000 }, (_, at) => ({ says: `${word} ${at}` }));
    const long = (word: string) => withRule('HW-02', (rule) => ({ ...rule, tests: tests(word) as never }));
    const [before, after] = [long('one'), long('other')];

    const [changed] = documentDiffs(before, after, NAMES);

    assert.match(changed?.diff ?? '', /^@@ -1,(\d+) \+1,\1 @@$/m);
    assert.ok(otherLines(changed?.diff).length > 12_000);
  });

  it('makes one of the other, by patch', () => {
    if (!hasPrograms({ what: 'a difference of rule sets as a patch', programs: ['git'], from: 'git' })) return;
    const after = withRule('HW-02', (rule) => reworded(rule, 'too dear'));
    const without = { ...after, rules: after.rules.filter(({ id }) => id !== 'OS-07') };
    const folder = mkdtempSync(join(tmpdir(), 'gate-patch-'));
    const write = ({ rules }: PackContent, under: string): void => {
      for (const rule of rules.filter(({ id }) => ['HW-02', 'OS-07'].includes(id))) {
        const file = join(folder, under, `${rule.id}.json`);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, documentText('rule', rule));
      }
    };
    try {
      write(pack, 'a');
      const diffs = documentDiffs(pack, without, { before: 'a', after: 'b' });
      const input = diffs.map(({ diff }) => diff).join('');
      execFileSync('git', ['apply', '-p1'], { cwd: join(folder, 'a'), input });

      const rule = without.rules.find(({ id }) => id === 'HW-02');
      assert.equal(readFileSync(join(folder, 'a/HW-02.json'), 'utf8'), documentText('rule', rule));
      assert.throws(() => readFileSync(join(folder, 'a/OS-07.json')), { code: 'ENOENT' });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
