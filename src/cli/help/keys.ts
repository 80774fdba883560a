import { text } from '../../kernel/index.ts';
import { KEY_ROLES, SCOPES } from '../commands/key-choices.ts';

export const HELP = text(
  `用法：gate keys create --role <角色> (--owner <per_…> | --name <姓名> --email <邮箱>)
                        (--agency <信用代码>… | --region <区划代码>) [选项]
      gate keys list [--json]
      gate keys revoke <key_…> --reason <理由>
      gate keys retire-bootstrap --yes
      gate keys make-signing-key <certificate|log|webhook>
      gate keys replace-lost-key <certificate|log|webhook> --reason <理由> [--compromised]

create             创建密钥并显示一次；--name 与 --email 同时登记新用户
  --role <角色>      ${KEY_ROLES.slice(0, 5).join('、')}、
                     ${KEY_ROLES.slice(5).join('、')}
  --agency <代码>    可及的单位，可多次给出；--region <代码> 则为该区划及其下全部单位
  --label <名称>     默认为角色
  --scope <范围>     仅用于 machine，须为 --owner 的角色所能办理，可多次给出：${SCOPES.slice(0, 3).join('、')}、
                     ${SCOPES.slice(3).join('、')}
  --expires <日期>   最后有效日
  --json             输出 JSON，供程序读取

list               列出密钥；安装密钥不在其中
revoke             立即吊销一个密钥
retire-bootstrap   结束初始设置：安装密钥失效，此后须两人办理的操作一人不能完成。不可恢复，因此须加 --yes
make-signing-key   在本机生成新的签名密钥并显示公钥；启用须两人办理
replace-lost-key   签名密钥文件确已丢失、闸口无法启动时，生成并启用新密钥；疑已外泄的加 --compromised，其所签不再有效`,
  `Usage: gate keys create --role <role> (--owner <per_…> | --name <name> --email <address>)
                        (--agency <credit code>… | --region <region code>) [options]
       gate keys list [--json]
       gate keys revoke <key_…> --reason <reason>
       gate keys retire-bootstrap --yes
       gate keys make-signing-key <certificate|log|webhook>
       gate keys replace-lost-key <certificate|log|webhook> --reason <reason> [--compromised]

create             makes a key and shows it once; --name and --email register a new person with it
  --role <role>      ${KEY_ROLES.slice(0, 5).join(', ')},
                     ${KEY_ROLES.slice(5).join(', ')}
  --agency <code>    an agency it reaches, may stand several times; --region <code> is every agency there and below
  --label <name>     the role, unless told
  --scope <scope>    for a machine only, what its --owner may do as well, may stand several times: ${SCOPES.slice(0, 3).join(', ')},
                     ${SCOPES.slice(3).join(', ')}
  --expires <date>   the last day on which it works
  --json             print JSON for programs

list               lists the keys; the bootstrap key is not among them
revoke             ends a key at once
retire-bootstrap   ends set-up mode: the bootstrap key stops working, and from then on what two people must do nobody can
                   do alone. There is no way back, so it asks for --yes
make-signing-key   makes a new key to sign with on this machine and shows its public half; two people bring it into use
replace-lost-key   makes another key and brings it into use when the file of the one before is gone for good and no gate
                   starts; with --compromised what that one signed is not believed any more`,
);
