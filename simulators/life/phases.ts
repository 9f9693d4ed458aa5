import type { Category } from '../city/categories.ts';

export const phaseKinds = [
  'earthworks',
  'piling',
  'foundation',
  'structure',
  'tunnelling',
  'systems',
  'fit-out',
  'paving',
  'external',
  'commissioning',
] as const;
export type PhaseKind = (typeof phaseKinds)[number];

export interface Phase {
  kind: PhaseKind;
  /** Share of the days from start to handover. */
  share: number;
  /** The milestone that ends it. */
  milestone: string;
}

/** Phases under the open sky: heavy rain stops them. */
export const outdoorPhases: ReadonlySet<PhaseKind> = new Set([
  'earthworks',
  'piling',
  'foundation',
  'structure',
  'paving',
  'external',
]);

function phase(kind: PhaseKind, share: number, milestone: string): Phase {
  return { kind, share, milestone };
}

/** What is built one after the other, by category. */
export const phasesOf: Record<Category, readonly Phase[]> = {
  rail: [
    phase('earthworks', 0.09, '场地移交'),
    phase('foundation', 0.19, '围护结构完成'),
    phase('tunnelling', 0.38, '隧道贯通'),
    phase('structure', 0.1, '车站主体完成'),
    phase('systems', 0.17, '机电安装完成'),
    phase('commissioning', 0.07, '联调联试完成'),
  ],
  housing: [
    phase('earthworks', 0.08, '土方完成'),
    phase('piling', 0.1, '桩基完成'),
    phase('foundation', 0.12, '地下室出正负零'),
    phase('structure', 0.36, '主体结顶'),
    phase('fit-out', 0.28, '装饰装修完成'),
    phase('external', 0.06, '竣工验收'),
  ],
  public: [
    phase('earthworks', 0.07, '土方完成'),
    phase('piling', 0.09, '桩基完成'),
    phase('foundation', 0.13, '地下室出正负零'),
    phase('structure', 0.3, '主体结顶'),
    phase('fit-out', 0.34, '装饰装修完成'),
    phase('commissioning', 0.07, '竣工验收'),
  ],
  road: [
    phase('earthworks', 0.22, '路基完成'),
    phase('piling', 0.16, '桩基完成'),
    phase('structure', 0.36, '桥梁贯通'),
    phase('paving', 0.18, '路面完成'),
    phase('external', 0.08, '交工验收'),
  ],
  water: [
    phase('earthworks', 0.2, '围堰完成'),
    phase('foundation', 0.3, '基础完成'),
    phase('structure', 0.25, '主体完成'),
    phase('systems', 0.15, '机组安装完成'),
    phase('commissioning', 0.1, '通水验收'),
  ],
  factory: [
    phase('earthworks', 0.1, '场地平整完成'),
    phase('piling', 0.1, '桩基完成'),
    phase('foundation', 0.12, '基础完成'),
    phase('structure', 0.3, '厂房封顶'),
    phase('systems', 0.24, '设备安装完成'),
    phase('commissioning', 0.14, '投产验收'),
  ],
  energy: [
    phase('earthworks', 0.12, '场地平整完成'),
    phase('foundation', 0.2, '基础完成'),
    phase('structure', 0.2, '主体完成'),
    phase('systems', 0.33, '设备安装完成'),
    phase('commissioning', 0.15, '并网验收'),
  ],
  port: [
    phase('piling', 0.3, '水工桩基完成'),
    phase('foundation', 0.12, '承台完成'),
    phase('structure', 0.33, '码头主体完成'),
    phase('systems', 0.17, '装卸设备安装完成'),
    phase('commissioning', 0.08, '试运行完成'),
  ],
};

export function hasFitOut(category: Category): boolean {
  return phasesOf[category].some(({ kind }) => kind === 'fit-out');
}

/** The share of the way from start to handover that lies before a phase. */
export function shareBefore(category: Category, kind: PhaseKind): number {
  const phases = phasesOf[category];
  return phases
    .slice(
      0,
      phases.findIndex((each) => each.kind === kind),
    )
    .reduce((sum, each) => sum + each.share, 0);
}

/** The phase at a share of the way from start (0) to handover (1), and how far it is itself. */
export function phaseAt(category: Category, share: number): { phase: Phase; index: number; done: number } {
  const phases = phasesOf[category];
  let before = 0;
  for (const [index, each] of phases.entries()) {
    if (share < before + each.share || index === phases.length - 1) {
      return { phase: each, index, done: Math.min(1, (share - before) / each.share) };
    }
    before += each.share;
  }
  throw new RangeError(`${category} has no phases`);
}
