import type { RegistryTable } from '../model/registry.ts';

/** What offices call the sheet of each table; the first is its word in a sentence. */
export const sheetNames: Readonly<Record<RegistryTable, readonly [string, ...string[]]>> = {
  districts: ['区县', '区县园区', '属地'],
  departments: ['部门', '责任部门', '责任单位'],
  projects: ['项目', '项目清单', '项目台账', '重点项目'],
  meters: ['电表', '电表清单', '电表台账'],
  suspensions: ['停工', '批准停工', '停工批复'],
  investments: ['投资', '投资数据', '投资数据通报', '投资完成情况', '完成投资'],
  milestones: ['节点', '节点计划', '里程碑'],
  plans: ['计划', '计划曲线', '投资计划'],
};
