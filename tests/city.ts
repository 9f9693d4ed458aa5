/** A city of one district, one department and as many projects as asked for, each with one meter; multiplier 60. */
export function smallCity(projects: number): Record<string, string> {
  const ids = Array.from({ length: projects }, (_, index) => String(index + 1));
  return {
    'districts.csv': 'id,name,kind\nHS,海曙区,county\n',
    'departments.csv':
      'id,name,duty_channel,duty_target,escalation_department,escalation_hours\nHB,住建局,,,,\n',
    'projects.csv': [
      'id,name,district,department,category,stage,total_investment_wan,annual_plan_wan,planned_start,planned_finish,longitude,latitude,camera,round_the_clock',
      ...ids.map(
        (id) => `P${id},项目${id},HS,HB,housing,construction,1000,100,2026-01-01,2027-12-31,121.5,29.9,,`,
      ),
      '',
    ].join('\n'),
    'meters.csv': [
      'id,project,role,multiplier,register_max_kwh,capacity_kva,profile,from,to',
      ...ids.map((id) => `M${id},P${id},construction,60,999999.99,630,canonical,2026-01-01,`),
      '',
    ].join('\n'),
  };
}
