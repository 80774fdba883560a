import type { Font } from 'fontkit';

type Point = readonly [x: number, y: number];

/** The shapes of a text as polygons, and the box around them. */
export interface Outline {
  readonly edges: readonly (readonly [Point, Point])[];
  readonly box: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };
}

const CURVE_STEPS = 8;

/** What a font says a text looks like, one glyph a character. */
export function outlineOf(text: string, font: Font): Outline {
  const edges: [Point, Point][] = [];
  let start = 0;
  for (const character of text) {
    const glyph = font.glyphForCodePoint(character.codePointAt(0) ?? 0);
    edges.push(...edgesOf(glyph.path.commands).map(([a, b]): [Point, Point] => [moved(a, start), moved(b, start)]));
    start += glyph.advanceWidth;
  }
  const [xs, ys] = [edges.map(([[x]]) => x), edges.map(([[, y]]) => y)];
  const box = { left: Math.min(...xs), right: Math.max(...xs), top: Math.max(...ys), bottom: Math.min(...ys) };
  return { edges, box };
}

function moved([x, y]: Point, by: number): Point {
  return [x + by, y];
}

interface Command {
  readonly command: string;
  readonly args: readonly number[];
}

function edgesOf(commands: readonly Command[]): readonly (readonly [Point, Point])[] {
  const edges: [Point, Point][] = [];
  let from: Point = [0, 0];
  let first: Point = [0, 0];
  for (const { command, args } of commands) {
    if (command === 'moveTo') first = from = lastOf(args);
    const ends = command === 'closePath' ? [first] : command === 'moveTo' ? [] : flattened(from, args);
    for (const to of ends) {
      edges.push([from, to]);
      from = to;
    }
  }
  return edges;
}

function lastOf(args: readonly number[]): Point {
  return [args.at(-2) ?? 0, args.at(-1) ?? 0];
}

/** A line, or a curve of one or two control points, as points along it. */
function flattened(from: Point, args: readonly number[]): readonly Point[] {
  if (args.length === 2) return [lastOf(args)];
  const controls: Point[] = [from];
  for (let at = 0; at < args.length; at += 2) controls.push([args[at] ?? 0, args[at + 1] ?? 0]);
  return Array.from({ length: CURVE_STEPS }, (_, step) => pointAt(controls, (step + 1) / CURVE_STEPS));
}

/** De Casteljau's way, for a curve of any degree. */
function pointAt(controls: readonly Point[], t: number): Point {
  const [only] = controls;
  if (controls.length === 1 && only) return only;
  const between = controls.slice(1).map(([x, y], at): Point => {
    const [fromX, fromY] = controls[at] ?? [0, 0];
    return [fromX + (x - fromX) * t, fromY + (y - fromY) * t];
  });
  return pointAt(between, t);
}

/** What tells of a point on one level of the box whether it is inside the shapes; both are parts of the box. */
export function insideAt({ edges, box }: Outline, down: number): (across: number) => boolean {
  const y = box.top - (box.top - box.bottom) * down;
  const crossings = edges
    .filter(([[, y1], [, y2]]) => y1 <= y !== y2 <= y)
    .map(([[x1, y1], [x2, y2]]) => ({ at: x1 + ((y - y1) / (y2 - y1)) * (x2 - x1), turns: y1 <= y ? 1 : -1 }));
  return (across) => {
    const x = box.left + (box.right - box.left) * across;
    return crossings.reduce((winding, { at, turns }) => winding + (at > x ? turns : 0), 0) !== 0;
  };
}
