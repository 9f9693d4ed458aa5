// Every dashboard in both languages, a file each: the list to which a new dashboard is added.
local dashboards = {
  city: import 'city.jsonnet',
  standings: import 'standings.jsonnet',
  project: import 'project.jsonnet',
  district: import 'district.jsonnet',
  department: import 'department.jsonnet',
  meters: import 'meters.jsonnet',
  operations: import 'operations.jsonnet',
};

{
  [language + '/' + name + '.json']: dashboards[name](language)
  for language in ['zh', 'en']
  for name in std.objectFields(dashboards)
}
