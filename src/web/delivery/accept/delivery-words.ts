import type { BothLanguages, Words } from '../../words/use-words.ts';

const zh = {
  items: {
    title: '软件授权',
    of: (number: number, what: string) => `配置计划第 ${number} 项 ${what}`,
    stands: (ordered: number, accepted: number, left: number) => `计划 ${ordered}，已验收 ${accepted}，尚缺 ${left}`,
    dueOn: (day: string) => `应于 ${day} 前到位`,
    seats: '本次到货授权数',
    all: (left: number) => `全部到齐（${left}）`,
    licensee: '授权证明上的被授权单位',
    otherwise: '到货产品与合同不同',
    product: '产品',
    edition: '版本类型',
    version: '版本',
    asContracted: '与合同相同的留空。',
  },
  goods: {
    title: '其他货物',
    quantity: '本次到货数量',
    of: (line: number, what: string) => `第 ${line} 项 ${what}`,
    stands: (ordered: number, accepted: number, left: number) => `订购 ${ordered}，已到 ${accepted}，尚缺 ${left}`,
  },
  looks: { title: '验收时核对什么', stated: '订单所述', yes: '是', no: '否' },
  file: {
    title: '从文件登记（CSV）',
    help: '每行一台设备，列名为 line、serial，可另有 mainboardSerial、assetNumber、osProduct、osEdition、osVersion、evidenceKind、evidenceReference。先试读，逐行告知结果，然后才登记。Excel 文件请另存为 CSV，或复制序列号一列粘贴到扫描框。',
    template: '下载模板',
    choose: '选择文件',
    tried: (accepted: number, differing: number, refused: number) =>
      `试读结果：可登记 ${accepted} 台，与合同不符 ${differing} 台，不予受理 ${refused} 行。尚未登记。`,
    row: '行',
    status: '结果',
    why: '原因',
    statuses: { accepted: '可登记', differs: '与合同不符', refused: '不予受理' },
    accept: (count: number) => `登记这 ${count} 台`,
    nothing: '没有一行可以登记。',
    onlyWrong: '以下只列有问题的行。',
    rows: '文件中有问题的行',
  },
  verdict: {
    title: '试验收',
    none: '扫描设备或填写授权后，这里立即显示核对结果。',
    partly: '尚未填写完整的部分没有计入。',
    asking: '核对中…',
    machines: (matched: number, differing: number) => `设备：一致 ${matched} 台，不符 ${differing} 台`,
    differing: '不符的不登记、不付款，可在更换或补齐证明后再次验收。',
    after: (state: string) => `登记后订单状态：${state}`,
    good: '本次到货没有发现问题。',
    left: '登记后仍待验收：',
    leftOf: {
      machines: (line: string, what: string, count: number) => `第 ${line} 项 ${what}：${count} 台`,
      items: (item: string, what: string, count: number) => `配置计划第 ${item} 项 ${what}：授权 ${count} 个`,
      goods: (line: string, what: string, count: number) => `第 ${line} 项 ${what}：${count} 件`,
    },
  },
  parts: {
    machine: (serial: string) => serial,
    machines: (count: number, first: string) => `${count} 台（${first} 等）`,
    item: (number: string) => `配置计划第 ${number} 项`,
    goods: (line: string) => `第 ${line} 项`,
    delivery: '整批到货',
  },
  done: {
    title: (sequence: number) => `第 ${sequence} 批到货已登记`,
    registered: (machines: number, seats: number) => `登记入账：设备 ${machines} 台，授权 ${seats} 个。`,
    differing: (machines: number) => `与合同不符 ${machines} 台，未登记；已留在草稿中，更换或补齐证明后可再次验收。`,
    onward: '继续登记下一批',
    pay: '登记付款',
    details: '查看本批验收',
  },
};

const en: Words<typeof zh> = {
  items: {
    title: 'Licences',
    of: (number, what) => `Plan item ${number}: ${what}`,
    stands: (ordered, accepted, left) => `planned ${ordered}, accepted ${accepted}, to come ${left}`,
    dueOn: (day) => `due by ${day}`,
    seats: 'Seats that came',
    all: (left) => `All of them (${left})`,
    licensee: 'Licensee on the proof',
    otherwise: 'The product is not as contracted',
    product: 'Product',
    edition: 'Edition',
    version: 'Version',
    asContracted: 'Leave empty what is as contracted.',
  },
  goods: {
    title: 'Other goods',
    quantity: 'Quantity that came',
    of: (line, what) => `Line ${line}: ${what}`,
    stands: (ordered, accepted, left) => `ordered ${ordered}, came ${accepted}, to come ${left}`,
  },
  looks: { title: 'What to look at', stated: 'Stated in the order', yes: 'yes', no: 'no' },
  file: {
    title: 'From a file (CSV)',
    help: 'One machine a row. Columns: line, serial and, as far as known, mainboardSerial, assetNumber, osProduct, osEdition, osVersion, evidenceKind, evidenceReference. The file is tried first, and every row is told its result before anything is entered. Save an Excel file as CSV, or copy its column of serials into the scan field.',
    template: 'Download a template',
    choose: 'Choose a file',
    tried: (accepted, differing, refused) =>
      `Tried: ${accepted} can be entered, ${differing} are not as contracted, ${refused} rows are refused. Nothing is entered yet.`,
    row: 'Row',
    status: 'Result',
    why: 'Why',
    statuses: { accepted: 'can be entered', differs: 'not as contracted', refused: 'refused' },
    accept: (count) => `Enter these ${count}`,
    nothing: 'No row can be entered.',
    onlyWrong: 'Only the rows with something wrong are listed.',
    rows: 'Rows with something wrong',
  },
  verdict: {
    title: 'Check',
    none: 'Once you scan machines or state licences, the comparison appears here at once.',
    partly: 'What is not complete yet is left out.',
    asking: 'Comparing…',
    machines: (matched, differing) => `Machines: ${matched} as contracted, ${differing} not`,
    differing:
      'What differs is not registered and not paid. It may be put again after a replacement or with its proof.',
    after: (state) => `The order would then be ${state}.`,
    good: 'Nothing is wrong with this delivery.',
    left: 'Still to be accepted after this:',
    leftOf: {
      machines: (line, what, count) => `line ${line} ${what}: ${count} ${count === 1 ? 'machine' : 'machines'}`,
      items: (item, what, count) => `plan item ${item} ${what}: ${count} ${count === 1 ? 'seat' : 'seats'}`,
      goods: (line, what, count) => `line ${line} ${what}: ${count} ${count === 1 ? 'piece' : 'pieces'}`,
    },
  },
  parts: {
    machine: (serial) => serial,
    machines: (count, first) => `${count} machines (${first} and others)`,
    item: (number) => `plan item ${number}`,
    goods: (line) => `line ${line}`,
    delivery: 'the whole delivery',
  },
  done: {
    title: (sequence) => `Delivery ${sequence} is entered`,
    registered: (machines, seats) =>
      `Registered: ${machines} ${machines === 1 ? 'machine' : 'machines'}, ${seats} ${seats === 1 ? 'seat' : 'seats'}.`,
    differing: (machines) =>
      `Not as contracted and not registered: ${machines}. What differs stays in the draft, to be accepted after a replacement or with its proof.`,
    onward: 'Enter the next delivery',
    pay: 'Enter a payment',
    details: 'See this delivery',
  },
};

/** Of what comes besides machines, and of what is said about it all. */
export const DELIVERY_WORDS: BothLanguages<typeof zh> = { zh, en };
