import { text } from '../../kernel/index.ts';

export const HELP = text(
  `用法：gate accept-clock --reason <理由>

闸口运行中时钟被拨动超过两分钟，或启动时时钟比日志慢两分钟以上，即以 503 gate.clock 停止受理。
时钟校准后闸口自行继续；如现在的时间本来正确，在闸口所在的机器上运行本命令，日志记下时间和理由，无需重启。
日志的时间不会倒退：若时钟曾被拨快并已有记录，其后的记录在追上之前都以该时间为准。`,
  `Usage: gate accept-clock --reason <reason>

The gate stops with 503 gate.clock when its clock is set by more than two minutes while it runs, or is more than two
minutes behind the log at the start. Once the clock is right it goes on by itself. If the clock is right as it is now, run
this on the machine of the gate: the log says when and why, and nothing need be restarted.
The log's time never goes back: what was recorded under a clock that was ahead stays, and dates what follows until then.`,
);
