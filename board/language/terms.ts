import type { ActivityState, FindingKind, FindingLevel, MeterRole, Role, Stage } from './field.ts';

/** The words of the field, the same on every page. */
const zh = {
  state: { working: '施工', idle: '值守', off: '断电', unknown: '未知' } as Record<ActivityState, string>,
  stateMeaning: {
    working: '用电达到本项目正常施工水平',
    idle: '只有照明、监控等值守用电',
    off: '有电压心跳，但没有用电',
    unknown: '计量不足，不作判断',
  } as Record<ActivityState, string>,
  excused: '免责',
  level: { watch: '关注', yellow: '黄牌', red: '红牌' } as Record<FindingLevel, string>,
  kind: {
    stalled: '停工',
    'not-resumed': '节后未复工',
    slowing: '放缓',
    'meter-silent': '计量离线',
    'meter-fault': '计量异常',
    'paper-progress': '有投资无用电',
    'flat-load': '疑似虚假负荷',
    'behind-plan': '进度滞后',
    'late-start': '逾期未开工',
  } as Record<FindingKind, string>,
  stage: { preliminary: '前期', construction: '在建', completed: '完工', production: '投产' } as Record<
    Stage,
    string
  >,
  meterRole: { construction: '施工用电', camp: '生活区', production: '生产用电' } as Record<
    MeterRole,
    string
  >,
  role: {
    admin: '管理员',
    supervisor: '督查员',
    district: '区县',
    department: '部门',
    viewer: '访客',
  } as Record<Role, string>,
  category: {
    rail: '轨道交通',
    housing: '住房',
    public: '公共建筑',
    road: '道路桥梁',
    water: '水利',
    factory: '产业',
    energy: '能源',
    port: '港口',
  } as Record<string, string>,
  districtKind: { county: '区县', park: '园区' },
  days: (count: number) => `${count} 天`,
  projects: (count: number) => `${count} 个项目`,
};

const en: typeof zh = {
  state: { working: 'Working', idle: 'Idle', off: 'Off', unknown: 'Unknown' },
  stateMeaning: {
    working: 'uses as much as on a normal working day of its own',
    idle: 'only standing load: lights, cameras, cabins',
    off: 'voltage is there, but no electricity is used',
    unknown: 'not measured well enough to say',
  },
  excused: 'Excused',
  level: { watch: 'Watch', yellow: 'Yellow', red: 'Red' },
  kind: {
    stalled: 'Stalled',
    'not-resumed': 'Not resumed',
    slowing: 'Slowing',
    'meter-silent': 'Meter silent',
    'meter-fault': 'Meter fault',
    'paper-progress': 'Paper progress',
    'flat-load': 'Flat load',
    'behind-plan': 'Behind plan',
    'late-start': 'Late start',
  },
  stage: {
    preliminary: 'Preliminary',
    construction: 'Construction',
    completed: 'Completed',
    production: 'Production',
  },
  meterRole: { construction: 'Construction', camp: 'Camp', production: 'Production' },
  role: {
    admin: 'Administrator',
    supervisor: 'Supervisor',
    district: 'District',
    department: 'Department',
    viewer: 'Viewer',
  },
  category: {
    rail: 'Rail',
    housing: 'Housing',
    public: 'Public building',
    road: 'Road and bridge',
    water: 'Water',
    factory: 'Industry',
    energy: 'Energy',
    port: 'Port',
  },
  districtKind: { county: 'County', park: 'Park' },
  days: (count) => (count === 1 ? '1 day' : `${count} days`),
  projects: (count) => (count === 1 ? '1 project' : `${count} projects`),
};

export const terms = { zh, en };
