import type { BothLanguages, Words } from '../../words/use-words.ts';

/** What a page is for and how one begins, in at most two sentences. */
const zh = {
  home: '等您处理的事项，最急的在前。点数字进入清单，清单有多少行，数字就是多少。',
  orders: '您辖区内的采购订单。筛选条件和排序都在网址里，可以收藏或发给同事。',
  newOrder:
    '填写时自动试算，右侧写明还缺什么、哪里不符合、如何改正；内容自动保存为草稿。填好后按 Ctrl Enter 提交，当场得到结论。',
  order: '一份订单现在的状态、接下来由谁做什么、结论的理由和依据。可以做的事在最上面。',
  amend: '在原订单上修改，改动过的地方会标出。提交后按新的内容重新审核。',
  contract: '登记签订的合同，只填合同里新增或不同的内容。提交后立即审核。',
  waiverRequest: '请求对一条审核意见予以豁免。须由该部门两人签署，签署后订单自动重新审核。',
  reviews: '等本部门决定的订单，最先到期的在前。点编号打开，逐条豁免或退回。',
  review: '只列出本部门负责的审核意见。豁免须由另一人签署；退回后经办人可以修改重报。',
  waivers: '已经同意的豁免：对谁、还能用几次、到哪天为止。有误的可以撤销。',
  waiver: '一项豁免的依据、签署人和使用情况。',
  proposals: '须由两个人完成的操作。“待我签署”里的事项等您签署或驳回。',
  proposal: '逐字列出要做的事和签署后的结果。浏览器重算摘要，一致才能签署。',
  me: '您的身份、辖区和登录情况，可以修改密码、结束其他电脑上的登录。',
};

const en: Words<typeof zh> = {
  home: 'What waits for you, the most pressing first. A number opens a list of exactly so many rows.',
  orders: 'The orders within your reach. Filters and sorting stand in the address, to be kept or sent to a colleague.',
  newOrder:
    'It is tried while you type: the right side says what is missing, what is not allowed and how to mend it, and a draft is kept by itself. Ctrl Enter submits, and the decision is there at once.',
  order: 'How an order stands, who has to do what next, and why it was decided so. What you can do is on top.',
  amend: 'Change what was ordered; each change is marked. What you submit is judged anew.',
  contract: 'Enter the contract: only what it adds or what differs. It is judged at once.',
  waiverRequest:
    'Ask for a finding to be set aside. Two people of the bureau sign, and the order is decided again by the second signature.',
  reviews:
    'Orders that your bureau has to decide, what lapses first on top. Open one by its reference to waive or turn down.',
  review:
    'The findings of your bureau only. A waiver needs a second signature; what is turned down can be mended and submitted again.',
  waivers: 'What was set aside: for whom, how often more, and until when. A wrong one can be revoked.',
  waiver: 'On what grounds a finding was set aside, who signed, and where it was used.',
  proposals: 'Acts that take two people. Those in the first tab wait for your signature or your refusal.',
  proposal:
    'What is asked word for word, and what a signature brings about. Your browser works the digest out again first.',
  me: 'Your role, your reach and where you are signed in. Change the password or end sessions on other computers here.',
};

export const PAGES_WORDS: BothLanguages<typeof zh> = { zh, en };
export type PageName = keyof typeof zh;
