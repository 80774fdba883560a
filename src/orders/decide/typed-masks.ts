import type { OrderSubmission } from '../../facts/index.ts';
import { MASK, Refusal, type RefusedField, text } from '../../kernel/index.ts';

/**
 * An amendment with the texts that its sender was only shown masked, as the earlier revision has them. A mask that stands
 * where that revision has no text, or on a line or plan item of another number, is left for `refusalOfTypedMasks`.
 */
export function withEarlierTexts(earlier: OrderSubmission, body: OrderSubmission): OrderSubmission {
  if (!hasMask(body)) return body;
  const lines = body.lines.map((line, at) => sameNumber('line', line, earlier.lines[at]));
  const plan = body.softwarePlan?.map((item, at) => sameNumber('item', item, earlier.softwarePlan?.[at]));
  const whole = restored({ ...body, lines: [], softwarePlan: [] }, earlier);
  return { ...whole, lines, softwarePlan: plan ?? body.softwarePlan };
}

/** Refuses a mask that somebody typed: it hides what no revision has ever said, and reads like a paper that is there. */
export function refusalOfTypedMasks(body: OrderSubmission): Refusal | undefined {
  if (!hasMask(body)) return undefined;
  const message = text('此处没有被屏蔽的原文，请写明内容。', 'No text is masked here: write what it is.');
  const errors = masksIn(body, '').map((pointer): RefusedField => ({ pointer, message }));
  const says = text(
    `“${MASK}”只能代替本单位此前填写、未向您显示的文字。`,
    `"${MASK}" stands only for a text that an earlier revision has and that was not shown to you.`,
  );
  return errors.length === 0 ? undefined : new Refusal('unprocessable', 'order.typed_mask', says, errors);
}

/** To write an order out costs a tenth of walking through it, and almost none has a mask. */
function hasMask(body: OrderSubmission): boolean {
  return JSON.stringify(body).includes(JSON.stringify(MASK));
}

function sameNumber<Part extends object>(number: keyof Part & string, part: Part, earlier: Part | undefined): Part {
  return earlier && earlier[number] === part[number] ? restored(part, earlier) : part;
}

/** Masks replaced by the text that stands at the same place of the earlier one. */
function restored<Value>(value: Value, earlier: unknown): Value {
  return restoredValue(value, earlier) as Value;
}

function restoredValue(value: unknown, earlier: unknown): unknown {
  if (value === MASK) return typeof earlier === 'string' ? earlier : value;
  if (typeof value !== 'object' || value === null) return value;
  const at = (key: string | number): unknown =>
    typeof earlier === 'object' && earlier !== null ? Reflect.get(earlier, key) : undefined;
  if (Array.isArray(value)) return value.map((item, index) => restoredValue(item, at(index)));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, restoredValue(item, at(key))]));
}

function masksIn(value: unknown, pointer: string): readonly string[] {
  if (value === MASK) return [pointer];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => masksIn(item, `${pointer}/${key}`));
}
