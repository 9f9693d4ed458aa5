// One district: its projects, its findings, its place.
local area = import 'area.libsonnet';

function(language='zh') area(
  language,
  'district',
  { zh: '区县', en: 'District' },
  { zh: '一个区县的项目、问题与排名。', en: 'The projects, findings and place of one district.' },
)
