import { expect, test } from 'vitest';
import { cameraKind } from './camera-kind.ts';

test.each([
  ['http://127.0.0.1:8081/cameras/P0001.svg', 'picture'],
  ['https://video.example.org/P0001/snapshot.JPG?token=a.m3u8', 'picture'],
  ['https://video.example.org/P0001/live.m3u8?token=x', 'stream'],
  ['https://video.example.org/P0001', 'link'],
  ['rtsp://10.1.2.3/stream1', 'device'],
])('%s is a %s', (address, kind) => {
  expect(cameraKind(address)).toBe(kind);
});
