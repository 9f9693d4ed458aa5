import { readFile } from 'node:fs/promises';

/** What a wall screen goes round: the city, the standings, the meters, a minute each. */
export const playlist = {
  name: '晾晒大屏',
  interval: '1m',
  items: ['liangshai-city-zh', 'liangshai-standings-zh', 'liangshai-meters-zh'].map((value) => ({
    type: 'dashboard_by_uid',
    value,
  })),
};

/**
 * Puts the playlist into a Grafana server, which reads none from files; as often as one likes.
 * @returns the address under which a wall screen plays it
 */
export async function putPlaylist(grafana: string, password: string): Promise<string> {
  const headers = {
    authorization: `Basic ${Buffer.from(`admin:${password}`).toString('base64')}`,
    'content-type': 'application/json',
  };
  const ask = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const response = await fetch(new URL(path, grafana), {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  };
  const known = await ask<{ name: string; uid: string }[]>('GET', '/api/playlists');
  const same = known.find(({ name }) => name === playlist.name);
  const { uid } = same
    ? await ask<{ uid: string }>('PUT', `/api/playlists/${same.uid}`, { uid: same.uid, ...playlist })
    : await ask<{ uid: string }>('POST', '/api/playlists', playlist);
  return `${grafana.replace(/\/$/, '')}/playlists/play/${uid}?kiosk`;
}

if (import.meta.main) {
  const [grafana, passwordFile] = process.argv.slice(2);
  if (grafana === undefined || passwordFile === undefined) {
    process.stderr.write(
      'usage: node dashboards/playlist.ts <grafana address> <file with the password of admin>\n',
    );
    process.exitCode = 2;
  } else {
    const password = (await readFile(passwordFile, 'utf8')).trim();
    process.stdout.write(`${await putPlaylist(grafana, password)}\n`);
  }
}
