import type { Bulletin, BulletinFigures, BulletinStanding } from '../../model/bulletin.ts';
import { chineseDay, simulatedNote } from './head.ts';
import { printable, shown, shownPoints, shownYi } from './shown.ts';
import { type BulletinTable, findingTable, narrowed, snailTable, standingTable } from './tables.ts';

/** A numbered part of a bulletin: sentences, and a table under them. */
export interface BulletinSection {
  heading: string;
  paragraphs: readonly string[];
  table?: BulletinTable;
}

export interface BulletinWords {
  addressees: string;
  opening: string;
  sections: readonly BulletinSection[];
  closing: readonly string[];
  annex: BulletinTable;
}

/** The text of a bulletin; every figure in it is one of the frozen ones. */
export function bulletinWords(bulletin: Bulletin): BulletinWords {
  const { city, standings, findings, from, to } = bulletin;
  const sections: BulletinSection[] = [
    { heading: '总体情况', paragraphs: [projectsSentence(city), workSentence(city)] },
    { heading: '投资完成情况', paragraphs: [investmentSentence(city, to), reportSentence(city)] },
    {
      heading: '区县（市）和园区排名',
      paragraphs: [rankSentence(standings.district)],
      table: narrowed(standingTable(bulletin, 'district')),
    },
    {
      heading: '责任部门排名',
      paragraphs: [rankSentence(standings.department)],
      table: narrowed(standingTable(bulletin, 'department')),
    },
    {
      heading: '停工和未复工项目',
      paragraphs: [
        findings.length === 0
          ? '本期末没有黄牌及以上的停工或节后未复工项目。'
          : `本期末有黄牌及以上停工或节后未复工问题${findings.length}个，请属地和责任部门核实原因、限期整改。`,
      ],
      ...(findings.length === 0 ? {} : { table: narrowed(findingTable(bulletin)) }),
    },
    { heading: '金蜗牛', ...snailWords(bulletin) },
  ];
  return {
    addressees: '各区县（市）、各园区，市级各责任部门：',
    opening: `现将${chineseDay(from)}至${chineseDay(to)}重大项目建设情况通报如下。`,
    sections,
    closing: [
      '用电监测只提供线索，不作为结论；对本期数据有异议的，请按规定提出申诉。',
      ...(bulletin.simulated ? [simulatedNote] : []),
    ],
    annex: narrowed(standingTable(bulletin, 'project')),
  };
}

function projectsSentence(city: BulletinFigures): string {
  return (
    `纳入晾晒的重大项目共${city.projects}个。期末在建项目中，施工${city.working}个，值守${city.idle}个，` +
    `断电${city.off}个，未知${city.unknown}个，免责${city.excused}个。未知的单列，不计作停工。`
  );
}

function workSentence({ workingShare }: BulletinFigures): string {
  return workingShare === null
    ? '本期没有可用的用电监测数据。'
    : `在已知且不免责的天数中，施工日占${shown(workingShare, 'share')}。`;
}

function investmentSentence(
  { investedWan, planWan, doneShare, timeShare }: BulletinFigures,
  to: string,
): string {
  const invested = `截至${chineseDay(to)}，年度累计完成投资${shownYi(investedWan)}`;
  if (doneShare === null) return `${invested}，时间进度${shown(timeShare, 'share')}。`;
  const side = doneShare < timeShare ? '慢' : '快';
  return (
    `${invested}，完成年度计划${shownYi(planWan)}的${shown(doneShare, 'share')}，` +
    `比时间进度（${shown(timeShare, 'share')}）${side}${shownPoints(doneShare, timeShare)}。`
  );
}

function reportSentence({ reports }: BulletinFigures): string {
  return `本期投资数据按时报送${reports.inTime}份，迟报${reports.late}份，未报${reports.missing}份。`;
}

function rankSentence(standings: readonly BulletinStanding[]): string {
  const ranked = standings.filter(({ rank }) => rank !== null);
  if (ranked.length === 0) return '本期没有可以排名的。';
  const best = Math.min(...ranked.map(({ rank }) => rank!));
  const last = Math.max(...ranked.map(({ rank }) => rank!));
  const names = (rank: number) =>
    ranked
      .filter((each) => each.rank === rank)
      .map(({ name, score }) => `${name}（${shown(score, 'score')}分）`);
  const unranked = standings.length - ranked.length;
  return printable(
    `共有${ranked.length}个参加排名，第一名为${names(best).join('、')}` +
      (last === best ? '' : `，末位为${names(last).join('、')}`) +
      (unranked === 0 ? '。' : `；另有${unranked}个因项目较少或数据不足不排名。`),
  );
}

function snailWords(bulletin: Bulletin): Omit<BulletinSection, 'heading'> {
  if (bulletin.snails.length === 0) return { paragraphs: ['本期没有拟认定、认定或摘牌的金蜗牛。'] };
  const count = (state: string) => bulletin.snails.filter((snail) => snail.state === state).length;
  const sentence = `本期拟认定${count('proposed')}个，已认定${count('confirmed')}个，已摘牌${count('wiped')}个。`;
  return { paragraphs: [sentence], table: snailTable(bulletin) };
}
