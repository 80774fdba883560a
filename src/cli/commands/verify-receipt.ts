import { readFileSync } from 'node:fs';
import { instantOfSeconds, Refusal, type Text, text } from '../../kernel/index.ts';
import { type JudgedReceipt, judgeReceipt, parseReceipt } from '../../log/tree/receipt.ts';
import { EXIT_FAILED, EXIT_OK } from '../command.ts';
import type { Terminal } from '../terminal.ts';
import { NO_KEY, shortName, trustedKeys } from '../witness/trusted-keys.ts';

/** Checks a receipt with nothing but the file and the keys: no gate, no database, no network. */
export function verifyReceipt(terminal: Terminal, file: string, vkeys: readonly string[]): number {
  const { print, paint, say } = terminal;
  const trusted = trustedKeys(vkeys);
  const receipt = parseReceipt(readFileSync(file, 'utf8'));
  if (!receipt) throw noReceipt(file);
  const judged = judgeReceipt(receipt, trusted);
  const good = (words: Text): void => print(paint('green', `✔ ${say(words)}`));
  const bad = (words: Text): void => print(paint('red', `✘ ${say(words)}`));
  print(say(about(receipt.record, receipt.index)));
  if (!judged.checkpoint) {
    bad(text('其中的检查点不可读。', 'The checkpoint in it cannot be read.'));
    return EXIT_FAILED;
  }
  const { origin, size } = judged.checkpoint;
  if (judged.isIncluded)
    good(text(`记录在 ${origin} 大小为 ${size} 的日志中。`, `The record is in the log of ${origin} of size ${size}.`));
  else
    bad(
      text(
        '证明不成立：记录、序号或检查点被改动过。',
        'The proof does not hold: the record, its index or the checkpoint was changed.',
      ),
    );
  if (judged.signedBy)
    good(text(`检查点由 ${shortName(judged.signedBy)} 签署。`, `${shortName(judged.signedBy)} signed the checkpoint.`));
  else bad(unsigned(vkeys));
  printCosignatures(good, judged);
  return judged.isIncluded && judged.signedBy ? EXIT_OK : EXIT_FAILED;
}

function printCosignatures(good: (words: Text) => void, { cosigned }: JudgedReceipt): void {
  for (const { seconds, ...key } of cosigned) {
    const at = instantOfSeconds(seconds);
    good(text(`见证方 ${shortName(key)} 于 ${at} 联署。`, `The witness ${shortName(key)} cosigned it at ${at}.`));
  }
}

/** A record is JSON, if it is one of a gate; whatever else it is, only its proof counts. */
function about(record: Buffer, index: number): Text {
  const { type, subject, at } = membersOf(record);
  const words = [type, subject, at].filter((word) => typeof word === 'string').join(' ');
  return text(`第 ${index} 条记录：${words}`, `Leaf ${index}: ${words}`);
}

function membersOf(record: Buffer): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(record.toString('utf8')));
  } catch {
    return {};
  }
}

function unsigned(vkeys: readonly string[]): Text {
  if (vkeys.length === 0) return NO_KEY;
  return text('检查点不是由所给公钥签署的。', 'None of the keys given has signed the checkpoint.');
}

function noReceipt(file: string): Refusal {
  const message = text(
    `${file} 不是完整的回执：应为 GET /v1/decisions/…/proof 的文本或 JSON，且已有检查点。`,
    `${file} is no whole receipt: it is the text or JSON of GET /v1/decisions/…/proof, with a checkpoint.`,
  );
  return new Refusal('invalid', 'receipt.unreadable', message);
}
