import { type CivilDate, daysBetween, type Text, text } from '../kernel/index.ts';
import { softwareWords } from '../register/index.ts';
import { namesOf, untilWords } from './alert.ts';

interface Software {
  readonly category: string;
  readonly product: string;
}

export function entitlementEnds({ category, product }: Software, when: { dueOn: CivilDate; on: CivilDate }): Text {
  const [name, until] = [namesOf(category, product), untilWords(when.dueOn, when.on)];
  return text(`${name['zh-CN']}授权${until['zh-CN']}`, `The entitlement to ${name.en} ${until.en}`);
}

export function supportEnds(
  { product, version }: { readonly product: string; readonly version: string },
  { dueOn, on, copies }: { readonly dueOn: CivilDate; readonly on: CivilDate; readonly copies: number },
): Text {
  const until = untilWords(dueOn, on);
  return text(
    `操作系统 ${product} ${version} 的支持${until['zh-CN']}，在用 ${copies} 台`,
    `Support of ${product} ${version} ${until.en}; it runs on ${copies} ${copies === 1 ? 'device' : 'devices'}`,
  );
}

export function shortfallTitle({ category, product }: Software, copies: number): Text {
  const name = namesOf(category, product);
  return text(
    `${name['zh-CN']}授权缺口 ${copies} 套`,
    `${copies} ${copies === 1 ? 'copy' : 'copies'} of ${name.en} without a licence`,
  );
}

export function lowPoolTitle({ category, product }: Software, free: number, seats: number): Text {
  const name = namesOf(category, product);
  return text(
    `${name['zh-CN']}可调剂授权仅余 ${free} 个（共 ${seats} 个）`,
    `${free} of ${seats} seats of ${name.en} are left`,
  );
}

export function unlicensedTitle(devices: number): Text {
  const system = softwareWords('operating-system');
  return text(
    `${devices} 台计算机未分配任何授权，也无随机${system['zh-CN']}授权`,
    `${devices} ${devices === 1 ? 'computer was' : 'computers were'} given no licence and brought none`,
  );
}

export function undertakingTitle(category: string, seats: number, when: { dueOn: CivilDate; on: CivilDate }): Text {
  const kind = softwareWords(category);
  const days = daysBetween(when.on, when.dueOn);
  if (days < 0) {
    return text(
      `${kind['zh-CN']}配置承诺已逾期 ${-days} 天，尚缺 ${seats} 个授权`,
      `An undertaking is ${-days} ${days === -1 ? 'day' : 'days'} overdue: ${seats} seats, ${kind.en}`,
    );
  }
  return text(
    `${kind['zh-CN']}配置承诺将于 ${when.dueOn} 到期，尚缺 ${seats} 个授权`,
    `An undertaking is due on ${when.dueOn}: ${seats} seats, ${kind.en}`,
  );
}

export function auditFindingTitle({ dueOn, on }: { readonly dueOn: CivilDate; readonly on: CivilDate }): Text {
  const days = daysBetween(on, dueOn);
  if (days < 0) {
    return text(
      `审计问题已逾期 ${-days} 天未答复`,
      `An answer to an audit finding is ${-days} ${days === -1 ? 'day' : 'days'} overdue`,
    );
  }
  return text(`审计问题须于 ${dueOn} 前答复`, `An answer to an audit finding is due on ${dueOn}`);
}
