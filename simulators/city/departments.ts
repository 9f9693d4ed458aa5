import type { Department } from '../../model/organisation.ts';
import type { Category } from './categories.ts';

function department(id: string, name: string, escalation: string | null): Department {
  return {
    id,
    name,
    dutyChannel: null,
    dutyTarget: null,
    escalationDepartment: escalation,
    escalationHours: escalation === null ? null : 24,
  };
}

export const departments: readonly Department[] = [
  department('fagai', '市发展和改革委员会', null),
  department('jiaotong', '市交通运输局', 'fagai'),
  department('guidao', '市轨道交通建设指挥部', 'fagai'),
  department('zhujian', '市住房和城乡建设局', 'fagai'),
  department('jiaoyu', '市教育局', 'fagai'),
  department('weijian', '市卫生健康委员会', 'fagai'),
  department('shuili', '市水利局', 'fagai'),
  department('jingxin', '市经济和信息化局', 'fagai'),
  department('nengyuan', '市能源局', 'fagai'),
  department('gangkou', '市港航管理中心', 'fagai'),
  department('wenlv', '市文化广电旅游局', 'fagai'),
];

/** Who answers for a project: by its category, and for public buildings by what its name says. */
export function departmentFor(category: Category, name: string): string {
  if (category === 'public') {
    if (/医院|卫生|疾控|康复/.test(name)) return 'weijian';
    if (/学校|小学|中学|学院|幼儿园|校区/.test(name)) return 'jiaoyu';
    return 'wenlv';
  }
  const answers = {
    rail: 'guidao',
    housing: 'zhujian',
    road: 'jiaotong',
    water: 'shuili',
    factory: 'jingxin',
    energy: 'nengyuan',
    port: 'gangkou',
  } as const;
  return answers[category];
}
