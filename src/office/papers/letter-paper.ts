import type { FormPaper, FormPart, Opinion } from '../../documents/index.ts';
import { type Text, text } from '../../kernel/index.ts';
import type { Contact, Letter } from './letter.ts';

export const LETTER_TITLE = text('催报通知', 'Letter of demand');

type LetterPaper = Pick<FormPaper, 'name' | 'title' | 'parts' | 'opinions' | 'notes'>;

/** 催报通知: who never used the gate can file from it alone. */
export function letterPaper(letter: Letter): LetterPaper {
  const { campaign, agencyCode } = letter;
  return {
    ...{ name: `letter-${campaign.key}-${agencyCode}`, title: LETTER_TITLE, parts: partsOf(letter) },
    ...{ opinions: signersOf(letter), notes: LETTER_NOTES },
  };
}

const LETTER_NOTES: readonly Text[] = [
  text(
    '本通知按闸口存证记录生成。送达前如已报送，无须再报；报送时间以存证记录为准。',
    'This letter is drawn from what the gate has recorded. Whoever has filed before it arrives need not file again; the record says when it was filed.',
  ),
];

function partsOf(letter: Letter): readonly FormPart[] {
  const { officeName, name, agencyCode, campaign, dueOn, daysLate } = letter;
  const { title, documents, asOfOn } = campaign.state;
  const { zh, en } = sayings(letter);
  return [
    {
      kind: 'prose',
      paragraphs: [{ says: text(`${name}：`, `To: ${name}`), stands: 'left' }, { says: text(zh, en) }],
    },
    {
      kind: 'facts',
      facts: [
        { label: text('报送任务', 'Campaign'), value: titleOf(title), isWide: true },
        ...(documents.length === 0
          ? []
          : [
              {
                label: text('依据', 'Rests on'),
                value: text(documents.join('、'), documents.join('; ')),
                isWide: true,
              },
            ]),
        { label: text('报送表样', 'Form to file'), value: letter.formTitle, isWide: true },
        { label: text('填报单位', 'Agency'), value: `${name}\n${agencyCode}` },
        { label: text('接收单位', 'Received by'), value: `${officeName}\n${campaign.state.officeAgency}` },
        { label: text('报送期限', 'Due'), value: dueOn },
        { label: text('逾期天数', 'Days late'), value: text(`${daysLate} 天`, String(daysLate)) },
        { label: text('数据截至', 'Figures as of'), value: asOfOn },
        { label: text('当前情况', 'State'), value: STATES[letter.cause] },
        ...(letter.contact === null
          ? []
          : [{ label: text('答疑联系人', 'Questions to'), value: contactText(letter.contact), isWide: true }]),
      ],
    },
    ...(letter.cause === 'late' ? [] : [stepsOf(letter)]),
  ];
}

const STATES: Readonly<Record<Letter['cause'], Text>> = {
  missing: text('逾期未报', 'not filed'),
  late: text('逾期报送', 'filed late'),
  returned: text('退回后逾期未重报', 'returned and not filed again'),
};

function sayings({ campaign, officeName, dueOn, daysLate, cause, filedAt }: Letter): { zh: string; en: string } {
  const { title, documents } = campaign.state;
  const named = titleOf(title);
  const basis = documents.length === 0 ? '' : `根据${documents.join('、')}，`;
  const asked = `${basis}${officeName}部署了“${named['zh-CN']}”报送工作`;
  const restsOn = documents.length === 0 ? '' : `, following ${documents.join('; ')}`;
  const asks = `${officeName} asked for "${named.en}"${restsOn}`;
  const days = daysLate === 1 ? 'one day' : `${daysLate} days`;
  if (cause === 'late') {
    const on = (filedAt ?? '').slice(0, 10);
    return {
      zh: `${asked}，报送期限为${dayZh(dueOn)}。你单位于${dayZh(on)}报送，逾期 ${daysLate} 天，现予告知，请在今后的报送工作中按期完成。`,
      en: `${asks}, due on ${dueOn}. You filed on ${on}, ${days} late. Please file in time from now on.`,
    };
  }
  if (cause === 'returned') {
    return {
      zh: `${asked}。你单位报送的报表已被退回，应于${dayZh(dueOn)}前修改重报，至今未重报，已逾期 ${daysLate} 天。请收到本通知后立即修改并重新报送。`,
      en: `${asks}. Your filing was returned and was to be mended and filed again by ${dueOn}; it is ${days} overdue. Please mend it and file it again at once.`,
    };
  }
  return {
    zh: `${asked}，报送期限为${dayZh(dueOn)}。截至本通知出具之日，你单位尚未报送，已逾期 ${daysLate} 天。请收到本通知后立即填报。`,
    en: `${asks}, due on ${dueOn}. You have not filed, and it is ${days} overdue. Please file it at once.`,
  };
}

function titleOf(title: Letter['campaign']['state']['title']): Text {
  return text(title['zh-CN'], title.en ?? title['zh-CN']);
}

function dayZh(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}

/** The names of what stands on the screens are those of the console. */
function stepsOf({ address, cause, accounts }: Letter): FormPart {
  const filled =
    cause === 'returned'
      ? text(
          '按页面所列退回原因修改有关栏目。填写内容自动保存，可随时离开，下次再填。',
          'Mend the cells whose reasons for the return stand below them. What is typed is kept by itself; you may leave and come back.',
        )
      : text(
          '逐栏填写报表；标有“系统”的栏已按系统数据预填，请核对。填写内容自动保存，可随时离开，下次再填。',
          'Fill in each cell; those marked with "gate" are filled in from its records, please check them. What is typed is kept by itself; you may leave and come back.',
        );
  const steps: readonly Text[] = [
    text(
      '扫描右侧二维码，直接打开本报表；或在单位电脑的浏览器（Chrome、Edge、Firefox 等）地址栏输入以下地址：',
      'Scan the code on the right, which opens this form. Or go to this address in a browser (Chrome, Edge, Firefox) on a computer at work:',
    ),
    signInStep(accounts),
    filled,
    text(
      '填完后点“校验”，按栏目下方的提示改正或说明，直到显示“校验通过”。',
      'Choose "Check", and mend or explain what stands below the cells until it says that the form passes.',
    ),
    signStep(accounts),
    text(
      '审批人签署之时即完成报送；页面显示“已报送”，才算报送完成。',
      'It is filed when the approver has signed; the page then says so.',
    ),
  ];
  const typed = new URL('/console/filings', address).href;
  return {
    ...{ kind: 'prose', title: text('填报办法', 'How to file'), code: address },
    paragraphs: steps.flatMap((step, at) => {
      const says = text(`${at + 1}. ${step['zh-CN']}`, `${at + 1}. ${step.en}`);
      // The address stands alone and is a short one, so that it can be typed from paper.
      const more = at === 0 ? [{ says: text(typed, typed), stands: 'left' as const }] : [];
      return [{ says, stands: 'left' as const }, ...more];
    }),
  };
}

/** With which account, by the names that one signs in with. */
function signInStep(accounts: Letter['accounts']): Text {
  const own = accounts.filter(({ signs }) => !signs);
  const [zh, en] =
    own.length === 0
      ? ['用本人账号登录', 'Sign in with your own account']
      : [`用本单位填报账号登录：${listed(own, '、')}`, `Sign in with an account of your agency: ${listed(own, ', ')}`];
  return text(
    `${zh}。登录后如未直接显示报表，点左侧“我的报表”，再点本报送任务的名称。没有账号或忘记密码的，请联系接收单位，由其发给邀请链接。`,
    `${en}. If the form does not show, choose "My filings" on the left and then the name of this campaign. Without an account or its password, ask the receiving office, which sends a link with an invitation.`,
  );
}

function signStep(accounts: Letter['accounts']): Text {
  const signers = accounts.filter(({ signs }) => signs);
  const [zh, en] = signers.length === 0 ? ['', ''] : [`（${listed(signers, '、')}）`, ` (${listed(signers, ', ')})`];
  return text(
    `点“送审批人签署”。本单位审批人${zh}登录后，在左侧“待签事项”中打开该报表，核对并签署。`,
    `Choose "Send to the approver". The approver${en} signs in, opens it among the proposals on the left, checks and signs it.`,
  );
}

function listed(accounts: Letter['accounts'], separator: string): string {
  return accounts.map(({ name, email }) => `${name} ${email}`).join(separator);
}

function contactText({ name, position, phone }: Contact): string {
  return [name, position, phone].filter((one) => one !== null).join(' ');
}

function signersOf({ officeName, name }: Letter): readonly Opinion[] {
  return [
    {
      office: text(`发出单位：${officeName}`, `From: ${officeName}`),
      signs: [text('经办人', 'Handled by'), text('负责人', 'In charge'), text('联系电话', 'Telephone')],
    },
    {
      office: text(`签收单位：${name}`, `Received by: ${name}`),
      signs: [text('签收人', 'Received by'), text('联系电话', 'Telephone')],
    },
  ];
}
