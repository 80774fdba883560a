import { text } from '../../kernel/index.ts';

export const HELP = text(
  `用法：gate demo [--no-serve]

  --no-serve   只准备演示数据，不启动服务

演示数据在 GATE_DATA_DIR（默认 ./data）下的 demo 文件夹中，与正式数据分开，也不使用 DATABASE_URL。
首次运行时写入约四十张订单，时间为最近几个月；再次运行使用已有数据，并列出可登录的用户及密码。
密码和接口密钥保存在其中的 people.json。删除该文件夹即可重新开始。`,
  `Usage: gate demo [--no-serve]

  --no-serve   prepare the data and do not serve

The demo lives in the folder demo inside GATE_DATA_DIR (default ./data), apart from real data; it does not use DATABASE_URL.
The first run places some forty orders over the last months, the next runs go on with what is there. Each start lists who can
sign in, with passwords; these and the API keys are in people.json there. Remove the folder to start afresh.`,
);
