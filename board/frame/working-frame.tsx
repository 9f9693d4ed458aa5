import { App, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { useMemo } from 'react';
import { Outlet } from 'react-router';
import { useLanguage } from '../language/language.tsx';
import { antdTheme } from '../look/antd-theme.ts';
import { useAppearance } from '../look/appearance.tsx';
import { useRootPx } from '../look/root-size.ts';
import css from './working-frame.module.css';

const locales = { zh: zhCN, en: enUS };

/** Around the pages that are worked with all day: tables and forms in the board's colours. */
export function WorkingFrame() {
  const { language } = useLanguage();
  const { appearance, palette } = useAppearance();
  const rootPx = useRootPx();
  const theme = useMemo(() => antdTheme(appearance, palette, rootPx), [appearance, palette, rootPx]);
  return (
    <ConfigProvider theme={theme} locale={locales[language]} button={{ autoInsertSpace: false }}>
      <App component={false}>
        <div className={css.page}>
          <Outlet />
        </div>
      </App>
    </ConfigProvider>
  );
}
