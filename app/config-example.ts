/** What `liangshai init` writes: every key with its default, so that nobody has to look one up. */
export const configurationExample = `# Liangshai. Every key may be left out; what stands here is its default. An unknown key is an error.

city:
  name: { zh: 宁波, en: Ningbo }
  zone: Asia/Shanghai        # days, hours and periods are in this zone

data: ./data                 # everything that is kept; relative to this file

http:
  host: 127.0.0.1            # 0.0.0.0 to be reached from other machines; put TLS in front then
  port: 8080
  publicView: false          # true: whoever reaches the address may look (never change) without a login

mqtt:                        # the embedded broker that meters connect to
  host: 0.0.0.0
  port: 1883

log:
  level: info                # debug, info, warn, error
`;
