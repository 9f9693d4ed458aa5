import type { Random } from '../random.ts';
import type { Category } from './categories.ts';
import type { Area } from './places.ts';

/** `{a}` is the district's short name, `{p}` the place, `{n}` an invented firm, `{k}` a number. */
const forms: Record<Category, readonly string[]> = {
  rail: [
    '轨道交通{k}号线{p}站至换乘中心区间',
    '轨道交通{k}号线二期{p}车辆段',
    '轨道交通{k}号线{p}站及附属工程',
    '市域铁路{a}线{p}段盾构区间',
    '轨道交通{k}号线延伸段{p}区间隧道',
  ],
  housing: [
    '{a}{p}安置房{k}期',
    '{a}{p}未来社区{k}号地块',
    '{p}共有产权住房项目',
    '{a}{p}人才公寓',
    '{p}城中村改造{k}号地块',
    '{a}{p}保障性租赁住房',
    '{p}老旧小区更新拆建工程',
  ],
  public: [
    '{a}{p}人民医院新院区',
    '{p}中心小学迁建工程',
    '{a}{p}高级中学扩建工程',
    '{p}文化体育中心',
    '{a}{p}康复医院',
    '{p}九年一贯制学校',
    '{a}职业技术学院{p}校区',
    '{p}妇幼保健医院综合楼',
    '{a}{p}图书馆与青少年宫',
  ],
  road: [
    '{a}{p}至绕城高速连接线',
    '{p}跨江大桥及接线工程',
    '{a}{p}快速路{k}标段',
    '{p}大道改建工程',
    '{a}{p}互通立交工程',
    '国道{p}段改线工程',
    '{a}沿海中线{p}段',
  ],
  water: [
    '{p}江堤防加固工程',
    '{a}{p}泵站扩排工程',
    '{p}水库除险加固工程',
    '{a}{p}净水厂扩建工程',
    '{p}海塘安澜工程',
    '{a}{p}污水处理厂{k}期',
    '{p}引水隧洞工程',
  ],
  factory: [
    '{n}智能装备{p}生产基地',
    '{n}汽车零部件{a}工厂',
    '{n}新材料{p}产业园',
    '{n}集成电路{a}封装项目',
    '{n}生物医药{p}产业化项目',
    '{n}磁性材料{p}扩产项目',
    '{n}智能家电{a}制造基地',
    '{a}{p}小微企业园{k}期',
  ],
  energy: [
    '{p}{k}00兆瓦渔光互补光伏电站',
    '{a}{p}220千伏输变电工程',
    '{p}天然气分布式能源站',
    '{a}{p}抽水蓄能电站',
    '{p}储能电站{k}期',
    '{a}海上风电{p}登陆点工程',
  ],
  port: [
    '{p}港区{k}号集装箱码头',
    '{a}{p}多式联运枢纽',
    '{p}通用码头改扩建工程',
    '{a}{p}深水航道{k}期',
    '{p}冷链物流中转基地',
  ],
};

const firmFirst = '甬舜越明东海鼎恒瑞启晟泽永博' as const;
const firmSecond = '川驰辰源拓越科峰达航图联' as const;
const numerals = '一二三四五六七八九' as const;

function fill(form: string, area: Area, place: string, random: Random): string {
  const firm = random.pick([...firmFirst]) + random.pick([...firmSecond]);
  const number = random.whole(1, 8);
  const numeral = form.includes('{k}期') || form.includes('{k}标') ? numerals[number - 1]! : String(number);
  return form.replace('{a}', area.short).replace('{p}', place).replace('{n}', firm).replace('{k}', numeral);
}

/** An invented name that says what is built and where; a name already taken gets another try, then a lot number. */
export function inventName(
  category: Category,
  area: Area,
  place: string,
  random: Random,
  taken: Set<string>,
): string {
  let name = '';
  for (let attempt = 0; attempt < 12; attempt++) {
    name = fill(random.pick(forms[category]), area, place, random);
    if (!taken.has(name)) break;
  }
  const base = name;
  for (let lot = 2; taken.has(name); lot++) name = `${base}（${lot}标）`;
  taken.add(name);
  return name;
}
