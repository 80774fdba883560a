import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { packageRoot } from '../src/kernel/index.ts';

const WORDS_MAX = 700;
const CHANGELOG_LINES_MAX = 40;

const ROOT = packageRoot();
const PAGES: readonly Page[] = ['README.md', 'CHANGELOG.md', ...pagesBelow('docs')].map((path) => ({
  path,
  text: readFileSync(join(ROOT, path), 'utf8'),
}));

describe('README and docs', () => {
  it(`README has at most ${WORDS_MAX} words, counted as wc -w counts them, code included`, () => {
    const words = textOf('README.md').trim().split(/\s+/);

    assert.ok(words.length <= WORDS_MAX, `it has ${words.length}`);
  });

  it(`the change log has at most ${CHANGELOG_LINES_MAX} lines a release, and changes since then files of their own`, () => {
    const [, ...releases] = textOf('CHANGELOG.md').split(/^## /m);
    const kinds = PAGES.filter(({ path }) => /^docs\/changes\/(?!README)/.test(path)).map(
      ({ text }) => text.split('\n')[0],
    );

    for (const release of releases) assert.ok(release.trim().split('\n').length <= CHANGELOG_LINES_MAX);
    assert.deepEqual(
      kinds.filter((kind) => !/^(Added|Changed|Fixed|Removed|Security)$/.test(kind ?? '')),
      [],
    );
  });

  it('every link leads to a file and a heading that are there', () => {
    assertFound(/\]\((?!https?:)([^)\s]+)\)/g, (link, page) => {
      const [file = '', anchor] = link.split('#');
      const target = file === '' ? page.path : normalize(join(dirname(page.path), file));
      return existsSync(join(ROOT, target)) && (anchor === undefined || anchorsOf(target).includes(anchor));
    });
  });

  it('every variable is one that .env.example documents', () => {
    const known = [...textOf('.env.example').matchAll(/^# ([A-Z_]+)=/gm)].map(([, name]) => name);

    assertFound(/\b(GATE_[A-Z_]*[A-Z]|DATABASE_[A-Z_]+)\b/g, (name) => known.includes(name));
  });

  it('every npm script is there', () => {
    const { scripts } = JSON.parse(textOf('package.json'));

    assertFound(/\bnpm (?:run )?(?!ci\b|run\b)([a-z:-]+)/g, (name) => name in scripts);
  });

  it('every path of the API is in the contract', () => {
    const { paths } = JSON.parse(textOf('openapi/bundle.json'));
    const shapes = Object.keys(paths).map((path) => path.replace(/\{\w+\}/g, '{}'));

    assertFound(/(?<![\w.])(\/(?:v1|\.well-known)\/[\w{}…./-]*[\w}…])/g, (path) => {
      const shape = path.replace(/\{\w+\}|\w+_…/g, '{}');
      return shapes.includes(shape) || shape === '/v1/${each%';
    });
  });

  it('every path of the repository is there', () => {
    assertFound(/`((?:src|docs|rules|openapi|db|test)\/[\w./-]*)`/g, (path) => existsSync(join(ROOT, path)));
  });

  it('every claim about security names a test that is there', () => {
    const [, section = ''] = textOf('docs/security.md').split('## Claims and the tests that hold them');
    const rows = [...section.matchAll(/^\| ([^|]+?) +\| `(test\/[^`]+)` +\| ([^|]+?) +\|$/gm)];
    const unheld = rows.filter(([, , file = '', name = '']) => {
      return !existsSync(join(ROOT, file)) || !textOf(file).includes(name);
    });

    assert.ok(rows.length >= 34, `${rows.length} claims`);
    assert.deepEqual(
      unheld.map(([, claim]) => claim),
      [],
    );
  });

  it('README says of every folder of src what it holds', () => {
    const rows = [...textOf('README.md').matchAll(/^\| (`src\/[^|]*)\|/gm)].map(([, folders = '']) => folders);
    const told = rows.flatMap((folders) => [...folders.matchAll(/`(?:src\/)?([\w-]+)`/g)].map(([, name]) => name));
    const folders = readdirSync(join(ROOT, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());

    assert.deepEqual(told.toSorted(), folders.map(({ name }) => name).toSorted());
  });

  it('every metric and every code of a refusal stands in the source', () => {
    const source = sourceTexts(join(ROOT, 'src')).join('\n');

    assertFound(/`(gate_[a-z_]+)`/g, (name) => source.includes(`'${name}'`));
    assertFound(/\b(?:4\d\d|503) ([a-z_]+\.[a-z_]+)/g, (code) => source.includes(`'${code}'`));
    assertFound(/`(signing_key\.[a-z_]+)`/g, (code) => source.includes(`'${code}'`));
  });

  it('every command of gate, every sub-command and every option is in its help', () => {
    const sources = sourceTexts(join(ROOT, 'src/cli'));
    // The kinds of files to import are told by a list.
    const isSaid = (sub: string, help: string): boolean =>
      new RegExp(`\\b${sub}\\b`).test(help) || sources.some((source) => source.includes(`'${sub}'`));
    const commands = PAGES.flatMap(({ text }) => commandsIn(text));

    assert.ok(new Set(commands.map(({ name }) => name)).size >= 15);
    for (const { name, sub = '', options } of commands) {
      const help = sources.find((source) => source.includes(`Usage: gate ${name}`)) ?? '';
      const missing = options.filter((option) => !help.includes(option));
      assert.notEqual(help, '', `gate ${name} is no command`);
      assert.ok(isSaid(sub, help), `gate ${name} ${sub} is not in its help`);
      assert.deepEqual(missing, [], `gate ${name}`);
    }
  });
});

interface Page {
  readonly path: string;
  readonly text: string;
}

function pagesBelow(folder: string): readonly string[] {
  const names = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.md')).map((name) => join(folder, name));
}

function textOf(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** What a pattern captures on the pages must be there, and the pattern must capture something. */
function assertFound(pattern: RegExp, isThere: (found: string, page: Page) => boolean): void {
  const all = PAGES.flatMap((page) =>
    [...page.text.matchAll(pattern)].map(([, found = '']) => ({
      found,
      where: page.path,
      isThere: isThere(found, page),
    })),
  );

  assert.ok(all.length > 0, `${pattern} finds nothing`);
  assert.deepEqual(
    all.filter((each) => !each.isThere).map(({ found, where }) => `${where}: ${found}`),
    [],
  );
}

/** Anchors as GitHub makes them of headings. */
function anchorsOf(path: string): readonly string[] {
  if (!path.endsWith('.md')) return [];
  const headings = [...textOf(path).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading.toLowerCase());
  return headings.map((heading) => heading.replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-'));
}

function sourceTexts(folder: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  return files
    .filter((file) => file.endsWith('.ts') && statSync(file).isFile())
    .map((file) => readFileSync(file, 'utf8'));
}

interface ShownCommand {
  readonly name: string;
  readonly sub: string | undefined;
  readonly options: readonly string[];
}

/** Commands of which the second word says what to do. */
const WITH_SUB_COMMANDS = ['keys', 'witness', 'rules', 'import'];

/** Commands stand in blocks for a shell and between back-ticks. */
function commandsIn(text: string): readonly ShownCommand[] {
  const blocks = [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].flatMap(([, block = '']) => block.split('\n'));
  const spans = [...text.matchAll(/`([^`\n]+)`/g)].map(([, span = '']) => span);
  const lines = [...blocks.map((line) => line.replace(/ #.*| *^#.*/, '')), ...spans];
  return lines.flatMap((line) => {
    const [, name, rest = ''] = /(?:^|[\s|])gate (?!help\b)([a-z]+)(?![\w-])(.*)/.exec(line) ?? [];
    if (name === undefined) return [];
    const sub = WITH_SUB_COMMANDS.includes(name) ? /^ ([a-z-]+)/.exec(rest)?.[1] : undefined;
    return [{ name, sub, options: rest.match(/--[a-z-]+/g) ?? [] }];
  });
}
