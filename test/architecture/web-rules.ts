import ts from 'typescript';
import { type HouseRule, linesMatching, linesOf, nodesOf } from './source.ts';

const isWeb = (path: string): boolean => /^src\/web\/.*\.(tsx?|css)$/.test(path) && !path.includes('.generated.');
const isPage = (path: string): boolean => isWeb(path) && path.endsWith('.tsx');

/** What the console may not do, because a browser would let it. */
export const WEB_RULES: readonly HouseRule[] = [
  {
    says: 'a text is shown as a text, never as HTML',
    covers: isWeb,
    brokenOn: (source) => linesMatching(source, /dangerouslySetInnerHTML|\.innerHTML\b|insertAdjacentHTML/),
    wrong: [['src/web/ui/note.tsx', 'const note = <p dangerouslySetInnerHTML={{ __html: told }} />;']],
    right: [['src/web/ui/note.tsx', 'const note = <p>{told}</p>;']],
  },
  {
    says: 'only ui/appearance/preferences.ts keeps anything in the browser',
    covers: (path) => isWeb(path) && path !== 'src/web/ui/appearance/preferences.ts',
    brokenOn: (source) => linesMatching(source, /\b(localStorage|sessionStorage|indexedDB|document\.cookie)\b/),
    wrong: [['src/web/orders/draft.ts', "localStorage.setItem('draft', text);"]],
    right: [['src/web/ui/appearance/preferences.ts', "localStorage.setItem('gate.preferences', text);"]],
  },
  {
    says: 'only ui/appearance/tokens.ts knows a colour',
    covers: (path) => isWeb(path) && path !== 'src/web/ui/appearance/tokens.ts',
    brokenOn: (source) => linesMatching(source, /#[0-9a-f]{6}\b|\brgba?\(|\bhsla?\(/i),
    wrong: [
      ['src/web/ui/base.css', 'body { color: #1f2328; }'],
      ['src/web/ui/tag.tsx', "const tag = <b style={{ color: 'rgb(0, 0, 0)' }} />;"],
    ],
    right: [['src/web/ui/base.css', 'body { color: var(--text); }']],
  },
  {
    says: 'only proof/crypto.ts knows the library that checks signatures',
    covers: (path) => isWeb(path) && path !== 'src/web/proof/crypto.ts',
    brokenOn: (source) => linesMatching(source, /['"]@noble\//),
    wrong: [
      ['src/web/proof/note.ts', "import { sha256 } from '@noble/hashes/sha2.js';"],
      ['src/web/door/verify-page.tsx', "const { ed25519 } = await import('@noble/curves/ed25519.js');"],
    ],
    right: [['src/web/proof/crypto.ts', "import { sha256 } from '@noble/hashes/sha2.js';"]],
  },
  {
    says: 'what a person reads stands in a catalog of words, not in a page',
    covers: isPage,
    brokenOn: ({ tree }) => [
      ...linesOf(nodesOf(tree, ts.isJsxText).filter(({ text }) => /\p{L}{2}/u.test(text))),
      ...linesOf(nodesOf(tree, ts.isStringLiteral).filter(({ text }) => /\p{Script=Han}/u.test(text))),
    ],
    wrong: [
      ['src/web/ui/note.tsx', 'const note = <p>Sign in</p>;'],
      ['src/web/ui/note.tsx', "const note = <p title='登录' />;"],
    ],
    right: [['src/web/ui/note.tsx', 'const note = <p>{words.signIn} · {name}</p>;']],
  },
];
