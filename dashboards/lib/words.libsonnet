// The words of the field, the same on every dashboard and on the board; a test holds them to the board's.
{
  zh: {
    state: { working: '施工', idle: '值守', off: '断电', unknown: '未知' },
    level: { watch: '关注', yellow: '黄牌', red: '红牌' },
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
    },
  },
  en: {
    state: { working: 'Working', idle: 'Idle', off: 'Off', unknown: 'Unknown' },
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
  },
}
