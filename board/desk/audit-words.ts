/** The acts that the service writes into its audit; one that is not here is shown by its code. */
export const auditActions = {
  zh: {
    'sign-in': '登录',
    'sign-in-locked': '登录锁定',
    user: '用户',
    credential: '设备凭据',
    import: '导入台账',
    rules: '修改规则',
    replay: '重放隔离报文',
    silence: '静默催办',
    'period-closed': '结账',
    'period-reopened': '重开',
    'bulletin-published': '发布通报',
    'snail-confirmed': '认定金蜗牛',
    'snail-declined': '不予认定金蜗牛',
    'snail-revoked': '撤销金蜗牛',
    'objection-raised': '提出申诉',
    'objection-answered': '答复申诉',
    'finding-acknowledged': '签收问题',
    'finding-explained': '说明问题',
    'finding-closed': '关闭问题',
    'page-acknowledged': '签收催办',
    'suspension-granted': '准予免责',
    'suspension-declined': '不予免责',
    'project-stage': '阶段变更',
    'project-note': '备注',
    'project-camera-note': '视频连线',
  } as Record<string, string>,
  en: {
    'sign-in': 'Signed in',
    'sign-in-locked': 'Sign-in locked',
    user: 'User',
    credential: 'Device credentials',
    import: 'Registry import',
    rules: 'Rules changed',
    replay: 'Quarantine replayed',
    silence: 'Pages silenced',
    'period-closed': 'Period closed',
    'period-reopened': 'Period opened again',
    'bulletin-published': 'Bulletin published',
    'snail-confirmed': 'Snail confirmed',
    'snail-declined': 'Snail declined',
    'snail-revoked': 'Snail revoked',
    'objection-raised': 'Objection raised',
    'objection-answered': 'Objection answered',
    'finding-acknowledged': 'Finding acknowledged',
    'finding-explained': 'Finding explained',
    'finding-closed': 'Finding closed',
    'page-acknowledged': 'Page acknowledged',
    'suspension-granted': 'Excuse granted',
    'suspension-declined': 'Excuse declined',
    'project-stage': 'Stage changed',
    'project-note': 'Note',
    'project-camera-note': 'Seen by camera',
  } as Record<string, string>,
};

/** What was changed as a line of words: `revision 1 · number 晾晒〔2026〕5号`; what is empty is left out. */
export function auditDetail(detail: Readonly<Record<string, unknown>>): string {
  return Object.entries(detail)
    .filter(([, value]) => value !== null && value !== '')
    .map(([name, value]) => `${name} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
    .join(' · ');
}
