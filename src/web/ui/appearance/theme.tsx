import { App, ConfigProvider, theme as themes } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { type ReactNode, useEffect } from 'react';
import { applyTokens, FONTS, TOKENS, type Tokens } from './tokens.ts';
import { usePreferences } from './use-preferences.ts';

/** What the server let this page set styles with. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;

/** Gives the components of the library our colours, our language, and the place for what lies over the page. */
export function Theme({ children }: { readonly children: ReactNode }): ReactNode {
  const { theme, language, largeText } = usePreferences();
  useEffect(() => {
    applyTokens(theme, { largeText, language });
    document.documentElement.lang = language;
  }, [theme, largeText, language]);
  return (
    <ConfigProvider
      {...(nonce !== undefined && { csp: { nonce } })}
      locale={language === 'en' ? enUS : zhCN}
      getPopupContainer={overlays}
      button={{ autoInsertSpace: false }}
      theme={{
        algorithm: theme === 'dark' ? themes.darkAlgorithm : themes.defaultAlgorithm,
        token: tokensFor(TOKENS[theme], { largeText, language }),
      }}
    >
      <App component={false}>{children}</App>
    </ConfigProvider>
  );
}

function overlays(): HTMLElement {
  return document.getElementById('overlays') ?? document.body;
}

function tokensFor(tokens: Tokens, { largeText, language }: Parameters<typeof applyTokens>[1]) {
  return {
    colorPrimary: tokens.primary,
    colorLink: tokens.primary,
    colorInfo: tokens.primary,
    colorText: tokens.text,
    colorTextSecondary: tokens.secondary,
    colorTextTertiary: tokens.secondary,
    colorTextDescription: tokens.secondary,
    colorTextPlaceholder: tokens.placeholder,
    colorTextDisabled: tokens.placeholder,
    colorTextLightSolid: tokens.onPrimary,
    colorBgBase: tokens.ground,
    colorBgContainer: tokens.ground,
    colorBgElevated: tokens.ground,
    colorBorder: tokens.border,
    colorBorderSecondary: tokens.line,
    colorSplit: tokens.line,
    colorSuccess: tokens.approved.text,
    colorWarning: tokens.referred.text,
    colorError: tokens.rejected.text,
    borderRadius: 4,
    fontFamily: FONTS[language],
    fontSize: largeText ? 16 : 14,
    motion: false,
  };
}
