import { type Text, text } from '../../kernel/index.ts';
import type { SeenComputer, SeenFault, SeenSoftware } from './seen.ts';

/** As the contract has them for products, editions and versions. */
const NAME_MAX = 200;
const DETAIL_MAX = 100;

/** Leaves out software whose name or version is longer than anything that is registered, and says so. */
export function withinLimits(computer: SeenComputer): SeenComputer {
  const remarks: SeenFault[] = [];
  const short = (software: SeenSoftware): boolean => {
    const { name, edition, version } = software;
    const isShort = name.length <= NAME_MAX && Math.max(edition?.length ?? 0, version?.length ?? 0) <= DETAIL_MAX;
    if (!isShort) remarks.push({ column: null, text: tooLong(name) });
    return isShort;
  };
  const software = computer.software?.filter(short) ?? null;
  const oemRights = computer.oemRights.filter(short);
  return remarks.length === 0
    ? computer
    : { ...computer, software, oemRights, remarks: [...computer.remarks, ...remarks] };
}

function tooLong(name: string): Text {
  const shown = `${name.slice(0, 40)}…`;
  return text(
    `“${shown}”的名称或版本过长，未登记。`,
    `The name or version of "${shown}" is too long; it was left out.`,
  );
}
