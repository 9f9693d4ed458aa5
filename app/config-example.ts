/** What `liangshai init` writes: every key with its default, so that nobody has to look one up. */
export const configurationExample = `# Liangshai. Every key may be left out; what stands here is its default. An unknown key is an error.
# Files are named relative to this one.

city:
  name: { zh: 宁波, en: Ningbo }
  zone: Asia/Shanghai        # days, hours and periods are in this zone

data: ./data                 # everything that is kept; relative to this file

http:
  host: 127.0.0.1            # 0.0.0.0 to be reached from other machines; with TLS then
  port: 8080
  publicView: false          # true: whoever reaches the address may look (never change) without a login
  behindProxy: []            # proxies whose X-Forwarded-* are believed: [127.0.0.1, 10.0.0.0/8]
  # tls: { certificateFile: cert.pem, keyFile: key.pem }   # without it a proxy in front speaks TLS
  # openId:                  # sign in by the city's own accounts (OpenID Connect), beside passwords
  #   issuer: https://sso.example.org/realms/city
  #   clientId: liangshai      # to be registered there with https://BOARD/api/v1/session/openid/return
  #   clientSecretFile: secrets/openid
  #   nameClaim: preferred_username
  #   roleClaim: realm_access.roles
  #   roles: { 管理员: admin, 督查: supervisor, 区县: district, 部门: department, 查看: viewer }
  #   scopeClaim: organization # with the id of the district or department

mqtt:                        # the embedded broker that meters connect to
  host: 0.0.0.0
  port: 1883

  # tls: { port: 8883, certificateFile: cert.pem, keyFile: key.pem, clientCaFile: meters-ca.pem }
  # websocketPort: 9001
  # limits: { connections: 20000, messagesPerSecond: 1000, packetKilobytes: 1024, slowClientSeconds: 20 }
  # viewers: [{ id: oa, secretFile: secrets/oa }]   # may read liangshai/findings/#, send nothing
  # external:                  # another broker in place of the embedded one
  #   url: mqtts://emqx.example.org:8883
  #   username: liangshai
  #   passwordFile: secrets/mqtt
  #   share: liangshai         # the shared subscription that several processes divide among themselves
  #   topics: [meters/+/#, gateways/+/#]

ingest:
  futureMinutes: 5             # how far a device's clock may be ahead
  ageDays: 400                 # the oldest reading that is taken
  clockOffsetMinutes: 10       # above it a meter is flagged, its readings kept
  freeDiskMegabytes: 512       # with less left nothing is acknowledged
  quarantine: { days: 30, megabytes: 256 }
  # mappings:                  # JSON of devices that no profile knows
  #   - name: my-device
  #     messages:
  #       - topic: my/{device}/data
  #         meter: { topic: '{device}' }
  #         time: { path: ts, format: epoch-s }
  #         fields: { energy_kwh: { path: total_wh, scale: 0.001 }, power_kw: { path: w, scale: 0.001 } }

store:
  readings: { engine: duckdb } # or { engine: influxdb, url: 'http://127.0.0.1:8086', database: liangshai, tokenFile: secrets/influx }
  records: { engine: sqlite }  # or { engine: postgresql, urlFile: secrets/postgres }
  keepReadingsDays: 400        # raw readings; energy, activity and the rest are kept for ever

standings:
  periods: [half-month]        # week, half-month, month, quarter, year: each is ranked, closed and published by itself
  closing: { graceHours: 25 }  # so long after its last day a period is closed
  issuer: 市重大项目建设工作专班  # whose name the bulletins carry

# rules:                       # every parameter: docs/method.md, docs/standings.md; the board can change them too
#   standings: { weights: { investment: 50, milestones: 20, electricity: 20, answers: 10 }, leastProjects: 3 }
#   snails: { bottom: 1, periods: 3 }

# paging:                      # without a channel nobody is told; docs/paging.md has all of it
#   publicUrl: https://board.example.org
#   channels:
#     mail: { type: email, host: smtp.example.org, port: 465, from: liangshai@example.org, user: liangshai, passwordFile: secrets/mail }
#     # group: { type: dingtalk, urlFile: secrets/dingtalk.url, secretFile: secrets/dingtalk }   # wecom, feishu alike
#     # sms: { type: sms, url: 'https://sms.example.org/send', body: '{"to":"{{target}}","text":"{{text}}","id":"{{id}}"}' }
#     # hook: { type: webhook, url: 'https://oa.example.org/hook', secretFile: secrets/hook }
#     # alerts: { type: alertmanager, url: 'http://10.0.0.5:9093', privateNetwork: true }   # private addresses are refused otherwise
#   people:
#     zhang: { name: 张三, reach: [{ channel: mail, target: zhang@example.org }] }
#   duties:
#     operator: { shifts: [{ people: [zhang] }] }
#   routes:                    # the first that fits; continue: true goes on
#     - { kinds: [meter-silent, meter-fault], to: operator, digest: true }
#     - { levels: [red], to: district, continue: true }
#     - { to: department }
#   keepDays: 400              # closed pages, letters and tries; findings, explanations and the audit stay

log:
  level: info                # debug, info, warn, error
`;
