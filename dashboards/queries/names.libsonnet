// Names for ids: each answers one row an id, to be joined by the id's column.
{
  // Columns project, name, district_name, department_name, longitude, latitude.
  projects(scope=''): |||
    SELECT last("name") AS "name", "district_name" AS "district_name", "department_name" AS "department_name",
      "longitude" AS "longitude", "latitude" AS "latitude"
    FROM "project" WHERE time > now() - 31d%s GROUP BY "project"
  ||| % scope,

  // Columns district or department, and name.
  areas(area): |||
    SELECT last("%(area)s_name") AS "name" FROM "project" WHERE time > now() - 31d GROUP BY "%(area)s"
  ||| % { area: area },
}
