import type { District } from '../../model/organisation.ts';
import type { Category } from './categories.ts';

/** A town, street or zone where projects are set, with its centre. */
export interface Place {
  name: string;
  longitude: number;
  latitude: number;
}

export interface Area {
  district: District;
  /** How the district opens a project's name. */
  short: string;
  /** Relative number of projects. */
  weight: number;
  places: readonly Place[];
}

function area(
  id: string,
  name: string,
  short: string,
  kind: District['kind'],
  weight: number,
  places: readonly (readonly [name: string, longitude: number, latitude: number])[],
): Area {
  return {
    district: { id, name, kind },
    short,
    weight,
    places: places.map(([place, longitude, latitude]) => ({ name: place, longitude, latitude })),
  };
}

/** Ningbo: ten county-level divisions and six development parks, with towns well inside their borders. */
export const areas: readonly Area[] = [
  area('haishu', '海曙区', '海曙', 'county', 30, [
    ['高桥', 121.465, 29.905],
    ['集士港', 121.44, 29.87],
    ['古林', 121.47, 29.835],
    ['石碶', 121.53, 29.815],
    ['洞桥', 121.4, 29.77],
    ['鄞江', 121.35, 29.77],
    ['横街', 121.38, 29.85],
  ]),
  area('jiangbei', '江北区', '江北', 'county', 26, [
    ['庄桥', 121.56, 29.945],
    ['洪塘', 121.5, 29.94],
    ['慈城', 121.45, 29.99],
    ['甬江', 121.59, 29.93],
    ['孔浦', 121.575, 29.9],
  ]),
  area('beilun', '北仑区', '北仑', 'county', 40, [
    ['新碶', 121.84, 29.9],
    ['小港', 121.74, 29.935],
    ['大碶', 121.79, 29.875],
    ['霞浦', 121.9, 29.885],
    ['柴桥', 121.935, 29.855],
    ['白峰', 122.01, 29.86],
    ['春晓', 121.9, 29.755],
  ]),
  area('zhenhai', '镇海区', '镇海', 'county', 28, [
    ['骆驼', 121.6, 29.975],
    ['庄市', 121.64, 29.945],
    ['蛟川', 121.68, 29.975],
    ['澥浦', 121.61, 30.03],
    ['九龙湖', 121.52, 30.04],
  ]),
  area('yinzhou', '鄞州区', '鄞州', 'county', 46, [
    ['下应', 121.6, 29.815],
    ['姜山', 121.55, 29.755],
    ['邱隘', 121.645, 29.85],
    ['云龙', 121.625, 29.765],
    ['五乡', 121.7, 29.85],
    ['东吴', 121.74, 29.8],
    ['横溪', 121.61, 29.715],
    ['塘溪', 121.7, 29.69],
    ['咸祥', 121.79, 29.66],
  ]),
  area('fenghua', '奉化区', '奉化', 'county', 30, [
    ['岳林', 121.415, 29.65],
    ['西坞', 121.48, 29.65],
    ['莼湖', 121.56, 29.585],
    ['溪口', 121.27, 29.68],
    ['江口', 121.41, 29.72],
    ['尚田', 121.41, 29.57],
  ]),
  area('yuyao', '余姚市', '余姚', 'county', 34, [
    ['凤山', 121.17, 30.05],
    ['泗门', 121.02, 30.17],
    ['马渚', 121.07, 30.08],
    ['低塘', 121.14, 30.14],
    ['丈亭', 121.3, 30.02],
    ['陆埠', 121.24, 29.97],
    ['梁弄', 121.06, 29.89],
  ]),
  area('cixi', '慈溪市', '慈溪', 'county', 38, [
    ['浒山', 121.24, 30.17],
    ['观海卫', 121.41, 30.18],
    ['周巷', 121.12, 30.175],
    ['逍林', 121.33, 30.185],
    ['龙山', 121.56, 30.08],
    ['掌起', 121.47, 30.11],
    ['新浦', 121.35, 30.24],
  ]),
  area('ninghai', '宁海县', '宁海', 'county', 28, [
    ['跃龙', 121.43, 29.29],
    ['西店', 121.45, 29.48],
    ['深甽', 121.29, 29.44],
    ['长街', 121.7, 29.23],
    ['力洋', 121.58, 29.25],
    ['岔路', 121.3, 29.2],
  ]),
  area('xiangshan', '象山县', '象山', 'county', 26, [
    ['丹东', 121.87, 29.48],
    ['爵溪', 121.94, 29.49],
    ['石浦', 121.95, 29.21],
    ['西周', 121.69, 29.48],
    ['贤庠', 121.84, 29.57],
    ['定塘', 121.82, 29.29],
  ]),
  area('qianwan', '前湾新区', '前湾', 'park', 32, [
    ['庵东', 121.2, 30.28],
    ['滨海', 121.2, 30.32],
    ['兴慈', 121.27, 30.33],
    ['众创园', 121.24, 30.3],
  ]),
  area('gaoxin', '高新区', '高新区', 'park', 18, [
    ['梅墟', 121.65, 29.9],
    ['新明', 121.625, 29.885],
    ['聚贤', 121.635, 29.895],
  ]),
  area('baoshui', '保税区', '保税区', 'park', 10, [
    ['东区', 121.8, 29.915],
    ['西区', 121.775, 29.9],
    ['南区', 121.79, 29.89],
  ]),
  area('daxie', '大榭开发区', '大榭', 'park', 12, [
    ['榭北', 121.965, 29.935],
    ['榭西', 121.94, 29.915],
    ['田湾', 121.975, 29.92],
  ]),
  area('dongqianhu', '东钱湖旅游度假区', '东钱湖', 'park', 10, [
    ['莫枝', 121.64, 29.78],
    ['韩岭', 121.69, 29.74],
    ['高钱', 121.67, 29.79],
  ]),
  area('meishan', '梅山保税港区', '梅山', 'park', 12, [
    ['梅中', 121.97, 29.785],
    ['梅东', 121.99, 29.8],
    ['里岙', 121.96, 29.77],
  ]),
];

const seaports = new Set([
  'beilun',
  'zhenhai',
  'cixi',
  'fenghua',
  'ninghai',
  'xiangshan',
  'qianwan',
  'daxie',
  'meishan',
]);

/** Relative number of a category's projects in an area: nobody builds a quay where there is no sea. */
export function weightOf({ district, weight }: Area, category: Category): number {
  return category === 'port' && !seaports.has(district.id) ? 0 : weight;
}
