import { type Language, Refusal, type Text, text } from '../kernel/index.ts';

/** Chinese typography puts a space between a Chinese and a Latin character. */
export function spaced(chinese: string): string {
  return /^[\x21-\x7e]/.test(chinese) ? ` ${chinese}` : chinese;
}

export function refusalOf(problems: readonly Text[]): Refusal {
  const list = (language: Language): string => problems.map((problem) => `\n  - ${problem[language]}`).join('');
  return new Refusal(
    'invalid',
    'config.invalid',
    text(
      `配置有误（全部变量见 .env.example）：${list('zh-CN')}`,
      `the configuration is wrong (.env.example has every variable):${list('en')}`,
    ),
  );
}
