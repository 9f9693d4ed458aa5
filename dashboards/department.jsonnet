// One department: the projects it answers for, their findings, its place.
local area = import 'area.libsonnet';

function(language='zh') area(
  language,
  'department',
  { zh: '部门', en: 'Department' },
  { zh: '一个部门负责的项目、问题与排名。', en: 'The projects a department answers for, their findings and its place.' },
)
