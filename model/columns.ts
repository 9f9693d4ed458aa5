import type { meterRoles } from './meter.ts';
import type { districtKinds } from './organisation.ts';
import type { stages } from './project.ts';
import type { RegistryTable } from './registry.ts';

/** `money` is 万元 unless the form says otherwise; `period` is written in any way that offices use. */
export type CellKind = 'text' | 'number' | 'money' | 'period' | 'day' | 'boolean' | 'choice';

/** One column of a registry file: its header, the headers offices use for it without the unit, and how its cells are read. */
export interface Column {
  name: string;
  zh: readonly string[];
  field: string;
  kind: CellKind;
  /** What an empty cell stands for; without it an empty cell is null, and the row's schema says whether that may be. */
  empty?: string | number | boolean;
  choices?: Readonly<Record<string, readonly string[]>>;
}

type Choices = Readonly<Record<string, readonly string[]>>;

const stageChoices: Record<(typeof stages)[number], readonly string[]> = {
  preliminary: ['前期', '未开工'],
  construction: ['在建', '施工'],
  completed: ['竣工', '完工', '建成'],
  production: ['投产', '投用'],
};
const roleChoices: Record<(typeof meterRoles)[number], readonly string[]> = {
  construction: ['施工'],
  camp: ['生活区', '生活', '营地'],
  production: ['生产'],
};
const kindChoices: Record<(typeof districtKinds)[number], readonly string[]> = {
  county: ['区县', '区县(市)', '区', '县', '市'],
  park: ['园区', '开发园区', '功能区'],
};

const text = (name: string, field: string, ...zh: string[]): Column => ({ name, field, zh, kind: 'text' });
const number = (name: string, field: string, ...zh: string[]): Column => ({
  name,
  field,
  zh,
  kind: 'number',
});
const money = (name: string, field: string, ...zh: string[]): Column => ({ name, field, zh, kind: 'money' });
const period = (...zh: string[]): Column => ({ name: 'period', field: 'period', zh, kind: 'period' });
const day = (name: string, field: string, ...zh: string[]): Column => ({ name, field, zh, kind: 'day' });
const choice = (name: string, field: string, choices: Choices, ...zh: string[]): Column => ({
  name,
  field,
  zh,
  kind: 'choice',
  choices,
});

/** The registry files' columns, in the order in which they are written; a file may have them in any order. */
export const registryColumns: Readonly<Record<RegistryTable, readonly Column[]>> = {
  districts: [
    text('id', 'id', '编号', '编码', '区县编号'),
    text('name', 'name', '名称', '区县名称', '区县'),
    choice('kind', 'kind', kindChoices, '类型', '类别'),
  ],
  departments: [
    text('id', 'id', '编号', '编码', '部门编号'),
    text('name', 'name', '名称', '部门名称', '部门'),
    text('duty_channel', 'dutyChannel', '值班渠道', '通知渠道'),
    text('duty_target', 'dutyTarget', '值班联系方式', '通知对象'),
    text('escalation_department', 'escalationDepartment', '上级部门', '升级部门'),
    number('escalation_hours', 'escalationHours', '升级时限(小时)', '升级小时'),
  ],
  projects: [
    text('id', 'id', '编号', '编码', '项目编号', '项目代码'),
    text('name', 'name', '名称', '项目名称'),
    text('district', 'district', '区县', '区县编号', '所在区县', '属地'),
    text('department', 'department', '部门', '部门编号', '责任部门', '责任单位'),
    text('category', 'category', '类别', '项目类别'),
    choice('stage', 'stage', stageChoices, '阶段', '项目阶段'),
    money('total_investment_wan', 'totalInvestmentWan', '总投资', '总投资额', '计划总投资'),
    money('annual_plan_wan', 'annualPlanWan', '年度计划', '年度计划投资', '年度投资计划'),
    day('planned_start', 'plannedStart', '计划开工', '计划开工日期'),
    day('planned_finish', 'plannedFinish', '计划竣工', '计划竣工日期'),
    number('longitude', 'longitude', '经度'),
    number('latitude', 'latitude', '纬度'),
    text('camera', 'camera', '摄像头', '视频地址'),
    {
      name: 'round_the_clock',
      field: 'roundTheClock',
      zh: ['昼夜施工', '连续施工'],
      kind: 'boolean',
      empty: false,
    },
  ],
  meters: [
    text('id', 'id', '编号', '电表编号', '表号'),
    text('project', 'project', '项目', '项目编号', '项目代码'),
    { ...choice('role', 'role', roleChoices, '用途', '电表用途'), empty: 'construction' },
    number('multiplier', 'multiplier', '倍率', '综合倍率'),
    number('register_max_kwh', 'registerMaxKwh', '表底上限', '满码值(kWh)', '满码值'),
    number('capacity_kva', 'capacityKva', '容量', '合同容量(kVA)', '容量(kVA)'),
    {
      name: 'profile',
      field: 'profile',
      zh: ['报文格式', '协议'],
      kind: 'text',
      empty: 'canonical',
    },
    day('from', 'from', '启用日期', '起'),
    day('to', 'to', '停用日期', '止'),
  ],
  suspensions: [
    text('project', 'project', '项目', '项目编号', '项目代码'),
    day('from', 'from', '开始日期', '起'),
    day('to', 'to', '结束日期', '止'),
    text('reason', 'reason', '原因'),
    text('document', 'document', '文号', '批准文号'),
  ],
  investments: [
    text('project', 'project', '项目', '项目编号', '项目代码'),
    period('期间', '报告期', '报送期'),
    money(
      'amount_wan',
      'amountWan',
      '完成投资',
      '完成投资额',
      '本期完成投资',
      '本期完成投资额',
      '本期投资',
      '本期',
      '投资额',
      '金额',
    ),
  ],
  milestones: [
    text('project', 'project', '项目', '项目编号', '项目代码'),
    text('name', 'name', '节点', '名称', '节点名称'),
    day('planned', 'planned', '计划日期'),
    day('actual', 'actual', '实际日期'),
  ],
  plans: [
    text('project', 'project', '项目', '项目编号', '项目代码'),
    period('期间', '计划期'),
    money('planned_wan', 'plannedWan', '计划投资', '计划投资额', '计划完成投资', '本期计划投资'),
  ],
};
