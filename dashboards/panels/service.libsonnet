// How the service itself does.
local influxql = import '../lib/influxql.libsonnet';
local service = import '../queries/service.libsonnet';

function(kit) {
  local say = kit.say,
  local rate(counter, by='"url"') = service.rate(counter, by),

  waiting: kit.draw.stat(
    say('待写入', 'Waiting in the spool'),
    say('已确认、尚未写入时序库的条目。', 'Acknowledged and durable, not yet written to the store.'),
    influxql.table(service.now('liangshai_spool_depth')),
    'short',
    none='0',
  ),
  clients: kit.draw.stat(
    say('已连接电表', 'Connected clients'),
    say('内置 MQTT 服务的连接数。', 'Of the embedded broker.'),
    influxql.table(service.now('liangshai_broker_clients')),
    'none',
    none='0',
  ),
  memory: kit.draw.stat(
    say('内存', 'Memory'),
    say('各进程常驻内存之和。', 'Resident, all processes together.'),
    influxql.table(service.now('process_resident_memory_bytes')),
    'bytes',
    decimals=0,
  ),

  flow: kit.draw.curve(
    say('读数流量', 'Readings'),
    say('每秒接收的报文、接受与写入的读数。', 'Messages taken, readings accepted and stored, per second.'),
    [
      influxql.series(rate('liangshai_ingest_messages_total'), say('报文', 'messages') + ' $tag_url'),
      influxql.series(rate('liangshai_ingest_accepted_total'), say('接受', 'accepted') + ' $tag_url'),
      influxql.series(rate('liangshai_ingest_stored_total'), say('写入', 'stored') + ' $tag_url'),
    ],
    'ops',
    interval='30s',
  ),
  lag: kit.draw.curve(
    say('写入滞后', 'Ingest lag'),
    say('最早一条待写入条目的等待时间。', 'How long the oldest item has been waiting in the spool.'),
    [influxql.series(service.gauge('liangshai_spool_oldest_seconds', '"lane", "url"'), '$tag_lane $tag_url')],
    's',
    interval='30s',
  ),
  depth: kit.draw.curve(
    say('待写入条目', 'Spool depth'),
    say('待写入的读数与隔离报文。', 'Readings and quarantined messages that wait.'),
    [influxql.series(service.gauge('liangshai_spool_depth', '"lane", "url"'), '$tag_lane $tag_url')],
    'short',
    interval='30s',
  ),
  refused: kit.draw.curve(
    say('隔离原因', 'Refused by reason'),
    say('每秒进入隔离区的报文与读数，按原因。', 'Messages and readings that went to quarantine, per second and reason.'),
    [influxql.series(rate('liangshai_ingest_refused_total', '"code"'), '$tag_code')],
    'ops',
    interval='30s',
  ),
  turnedAway: kit.draw.curve(
    say('拒绝连接', 'Turned away at the door'),
    say('登录、主题等被 MQTT 服务拒绝的次数，每秒。', 'Logins, topics and the like that the broker refused, per second.'),
    [influxql.series(rate('liangshai_broker_refused_total', '"reason"'), '$tag_reason')],
    'ops',
    interval='30s',
  ),
  evaluation: kit.draw.curve(
    say('评估耗时', 'Evaluation'),
    say('一轮规则运行的平均耗时。', 'Mean duration of a run of the rules.'),
    [influxql.series(service.meanOf('liangshai_evaluation_seconds'), '$tag_url')],
    's',
    interval='30s',
  ),
  eventLoop: kit.draw.curve(
    say('事件循环延迟', 'Event loop lag'),
    say('第 99 百分位。', '99th percentile.'),
    [influxql.series(service.gauge('nodejs_eventloop_lag_p99_seconds'), '$tag_url')],
    's',
    interval='30s',
  ),
  processor: kit.draw.curve(
    say('处理器', 'CPU'),
    say('每进程占用的核数。', 'Cores in use by each process.'),
    [influxql.series(rate('process_cpu_seconds_total'), '$tag_url')],
    'percentunit',
    interval='30s',
  ),
  resident: kit.draw.curve(
    say('常驻内存', 'Resident memory'),
    say('每进程常驻内存。', 'Of each process.'),
    [influxql.series(service.gauge('process_resident_memory_bytes'), '$tag_url')],
    'bytes',
    interval='30s',
  ),
}
