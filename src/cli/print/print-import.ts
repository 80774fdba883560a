import { type Text, text } from '../../kernel/index.ts';
import type { Counts, ImportedRow, ImportResult, NameReading } from '../import/import-locally.ts';
import type { ProposedImport } from '../import/import-remotely.ts';
import type { Terminal, Tone } from '../terminal.ts';

export function printProposed({ print, say }: Terminal, { id, lapsesAt, preview }: ProposedImport): void {
  const counts = preview.body;
  print(
    say(
      text(
        `已提交待签事项 ${id}，须由另一人在 ${lapsesAt} 之前签署；尚未导入。`,
        `Proposed as ${id}. Another person has to sign it before ${lapsesAt}; nothing is imported yet.`,
      ),
    ),
  );
  print(say(text(`签署后可${countsIn(counts)['zh-CN']}。`, `Signed, ${countsIn(counts, ' would be').en}.`)));
}

export function printResult({ print, paint, say }: Terminal, result: ImportResult): void {
  for (const row of result.rows)
    print(`${say(rowHeading(row))}${paint(ROW_TONES[row.status], say(statusOf(row, result)))}`);
  const told = result.rows.flatMap(({ row, errors = [], remarks = [] }) => [
    ...errors.map((error) => ({ row, tone: 'red' as const, ...error })),
    ...remarks.map((remark) => ({ row, tone: 'yellow' as const, ...remark })),
  ]);
  if (told.length > 0) print();
  for (const { row, tone, column, message } of told) {
    const place = text(`第 ${row} 行${column ? ` ${column}` : ''}：`, `Row ${row}${column ? `, ${column}` : ''}: `);
    print(`${paint(tone, say(place))}${message}`);
  }
  printUnknown({ print, paint, say }, result);
  print();
  print(say(totals(result)));
}

function printUnknown(
  { print, paint, say }: Pick<Terminal, 'print' | 'paint' | 'say'>,
  { unknownNames = [], ignoredColumns = [] }: ImportResult,
): void {
  if (unknownNames.length > 0) {
    print();
    const what = text(
      '未确认的软件名称（未登记；以 gate import software-names 确认）：',
      'Names of software nobody has confirmed (not entered; confirm them with gate import software-names):',
    );
    print(paint('yellow', say(what)));
  }
  for (const { name, computers, readAs, suggestions } of unknownNames) {
    const likely = suggestions.map(({ product, edition }) => (edition === null ? product : `${product} ${edition}`));
    print(`  ${computers} × ${name}${likely.length > 0 ? `  → ${likely.join(' | ')}?` : ''}`);
    if (readAs) print(paint('dim', `      ${say(readingText(readAs))}`));
  }
  if (ignoredColumns.length === 0) return;
  print();
  print(
    say(text(`未读取的列：${ignoredColumns.join('、')}`, `Columns that were not read: ${ignoredColumns.join(', ')}`)),
  );
}

/** As what a name was taken, and what in it was not understood. */
function readingText({ product, edition, version, notUnderstood }: NameReading): Text {
  const taken = [product, version, edition].filter((part) => part !== null).join(' ');
  const rest = notUnderstood.join(' ');
  return text(
    `认作 ${taken}${rest && `；未识别：${rest}`}`,
    `taken for ${taken}${rest && `; not understood: ${rest}`}`,
  );
}

const ROW_TONES: Readonly<Record<ImportedRow['status'], Tone>> = {
  created: 'green',
  revised: 'green',
  updated: 'green',
  unchanged: 'dim',
  compared: 'dim',
  refused: 'red',
};

function rowHeading({ row, key, id }: ImportedRow) {
  const name = key ?? id ?? '';
  return text(`第 ${row} 行  ${name}${name && '  '}`, `Row ${row}  ${name}${name && '  '}`);
}

function statusOf({ status }: ImportedRow, { dryRun }: ImportResult) {
  if (status === 'revised') return dryRun ? text('将调整', 'would be revised') : text('已调整', 'revised');
  if (status === 'updated') return dryRun ? text('将更新', 'would be updated') : text('已更新', 'updated');
  if (status === 'compared') return text('已比对', 'compared');
  if (status === 'unchanged') return text('不变', 'unchanged');
  if (status === 'refused') return text('拒绝', 'refused');
  return dryRun ? text('可导入', 'would be created') : text('已导入', 'created');
}

function totals(result: ImportResult) {
  const [zh, en] = [countsIn(result)['zh-CN'], countsIn(result, result.dryRun ? ' would be' : '').en];
  if (result.dryRun) return text(`预览（未写入）：可${zh}。`, `Preview, nothing was written: ${en}.`);
  return text(`已${zh}。`, `${en}.`);
}

function countsIn({ created, revised, updated, compared, unchanged, refused }: Counts, would = '') {
  const more = [
    ...(revised === undefined ? [] : [text(`调整 ${revised} 行`, `${revised} revised`)]),
    ...(updated === undefined ? [] : [text(`更新 ${updated} 行`, `${updated} updated`)]),
    ...(compared ? [text(`比对 ${compared} 行`, `${compared} compared`)] : []),
  ];
  const counts = [
    text(`导入 ${created} 行`, `${created}${would} created`),
    ...more,
    text(`不变 ${unchanged} 行`, `${unchanged} unchanged`),
    text(`拒绝 ${refused} 行`, `${refused} refused`),
  ];
  return text(counts.map((count) => count['zh-CN']).join('，'), counts.map(({ en }) => en).join(', '));
}
