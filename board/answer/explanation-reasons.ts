import type { ExplanationView } from '../../api/schemas/explanation.ts';
import type { Language } from '../language/language.tsx';

export type ExplanationReason = ExplanationView['reason'];

/** In the order in which they are offered. */
export const explanationReasons = [
  'land',
  'funds',
  'weather',
  'design',
  'safety-order',
  'process-pause',
  'meter',
  'other',
] as const satisfies ExplanationReason[];

export const reasonNames: Record<Language, Record<ExplanationReason, string>> = {
  zh: {
    land: '征地拆迁',
    funds: '资金',
    weather: '天气',
    design: '设计变更',
    'safety-order': '停工令',
    'process-pause': '工序间歇',
    meter: '计量问题',
    other: '其他',
  },
  en: {
    land: 'Land',
    funds: 'Funds',
    weather: 'Weather',
    design: 'Design change',
    'safety-order': 'Safety order',
    'process-pause': 'Pause between works',
    meter: 'Metering',
    other: 'Other',
  },
};
