import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/kernel/index.ts';

const WEB = join(packageRoot(), 'src/web');

/** Every operation that a file of the console takes from the contract, under its own name or another. */
export function operationsOfTheConsole(): readonly string[] {
  const files = readdirSync(WEB, { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.tsx?$/.test(name) && !name.includes('.generated.'),
  );
  const names = files.flatMap((name) => {
    const text = readFileSync(join(WEB, name), 'utf8');
    return [...text.matchAll(/import \{([^}]*)\} from '[^']*operations\.generated\.ts'/g)].flatMap(([, list = '']) =>
      list.split(',').map((one) => one.trim().replace(/ as .*/, '')),
    );
  });
  return [...new Set(names.filter((name) => name !== ''))];
}
