import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import ts from 'typescript';

/** One file of ours, with its syntax tree when it is TypeScript. */
export interface Source {
  /** From the top of the project, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly tree: ts.SourceFile | undefined;
  readonly checker: ts.TypeChecker | undefined;
}

/** A promise about the code that a tool can check. */
export interface HouseRule {
  readonly says: string;
  readonly covers: (path: string) => boolean;
  /** The lines, from 1, on which a file breaks it. */
  readonly brokenOn: (source: Source) => readonly number[];
  /** Proof that the check can fail, and what it must let pass: a path and a text each. */
  readonly wrong: readonly Sample[];
  readonly right: readonly Sample[];
}

export type Sample = readonly [path: string, text: string];

const NOT_OURS = new Set(['node_modules', 'dist', '.git', 'data', 'coverage', 'vectors']);

/** Every text file of the project that a person writes. */
export function readProject(folder = '.'): readonly Source[] {
  const paths = textFilesIn(resolve(folder)).map((path) => relative(resolve(folder), path));
  const program = ts.createProgram(
    paths.filter((path) => /\.tsx?$/.test(path)),
    { ...compilerOptions(folder), jsx: ts.JsxEmit.Preserve, noEmit: true },
  );
  const checker = program.getTypeChecker();
  return paths.map((path) => ({ path, text: readFileSync(path, 'utf8'), tree: program.getSourceFile(path), checker }));
}

/** A file that exists only in a test; without a standard library, so it declares what it needs. */
export function sampleSource([path, text]: Sample): Source {
  if (!/\.tsx?$/.test(path)) return { path, text, tree: undefined, checker: undefined };
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true);
  const host: ts.CompilerHost = {
    getSourceFile: (name) => (name === path ? tree : undefined),
    getDefaultLibFileName: () => 'lib.d.ts',
    writeFile: () => undefined,
    getCurrentDirectory: () => '/',
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    fileExists: (name) => name === path,
    readFile: () => undefined,
  };
  const program = ts.createProgram([path], { noLib: true, target: ts.ScriptTarget.ES2023, strict: true }, host);
  return { path, text, tree, checker: program.getTypeChecker() };
}

/** Every node of a kind, in the order of the text. */
export function nodesOf<T extends ts.Node>(
  tree: ts.Node | undefined,
  isWanted: (node: ts.Node) => node is T,
): readonly T[] {
  const found: T[] = [];
  const visit = (node: ts.Node): void => {
    if (isWanted(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  if (tree) visit(tree);
  return found;
}

export function lineOf(node: ts.Node): number {
  const tree = node.getSourceFile();
  return tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
}

export function linesOf(nodes: readonly ts.Node[]): readonly number[] {
  return nodes.map(lineOf);
}

/** The lines whose text matches. */
export function linesMatching({ text }: Source, pattern: RegExp): readonly number[] {
  return text.split('\n').flatMap((line, index) => (pattern.test(line) ? [index + 1] : []));
}

function textFilesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (NOT_OURS.has(entry.name) || entry.isSymbolicLink()) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return textFilesIn(path);
    return isText(entry.name) ? [path] : [];
  });
}

function isText(name: string): boolean {
  return (
    name !== 'package-lock.json' &&
    (!name.includes('.') || /\.(ts|tsx|cjs|css|json|ya?ml|md|csv|example)$|^\.[a-z]+$/.test(name))
  );
}

function compilerOptions(folder: string): ts.CompilerOptions {
  const config = ts.readConfigFile(join(folder, 'tsconfig.json'), ts.sys.readFile);
  return ts.parseJsonConfigFileContent(config.config, ts.sys, folder).options;
}
