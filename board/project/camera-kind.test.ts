import { expect, test } from 'vitest';
import { cameraKind, isMixedContent } from './camera-kind.ts';

test.each([
  ['http://127.0.0.1:8081/cameras/P0001.svg', 'picture'],
  ['https://video.example.org/P0001/snapshot.JPG?token=a.m3u8', 'picture'],
  ['https://video.example.org/P0001/live.m3u8?token=x', 'stream'],
  ['https://video.example.org/P0001', 'link'],
  ['rtsp://10.1.2.3/stream1', 'device'],
])('%s is a %s', (address, kind) => {
  expect(cameraKind(address)).toBe(kind);
});

test.each([
  ['http://10.1.2.3/snapshot.jpg', 'https:', true],
  ['HTTP://video.example.org/live.m3u8', 'https:', true],
  ['https://video.example.org/live.m3u8', 'https:', false],
  ['http://10.1.2.3/snapshot.jpg', 'http:', false],
  ['http://127.0.0.1:8081/cameras/P0001.svg', 'https:', false],
  ['http://localhost.example.org/a.jpg', 'https:', true],
])('%s on a page by %s is mixed content: %s', (address, protocol, mixed) => {
  expect(isMixedContent(address, protocol)).toBe(mixed);
});
