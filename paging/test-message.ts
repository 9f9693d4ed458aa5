import type { Message } from './message.ts';
import type { Language } from './notice.ts';

const texts = {
  zh: { title: '【晾晒】渠道测试', intro: '这是一条测试消息，收到即表示该渠道可用，无需处理。' },
  en: {
    title: '[Liangshai] channel test',
    intro: 'This is a test: the channel works, and nothing is left to do.',
  },
};

/** A message without any matter, to see that a channel works. */
export function testMessage(language: Language, nowMs: number): Message {
  const id = `LSTEST${nowMs.toString(36).toUpperCase()}`;
  const { title, intro } = texts[language];
  return { id, title, intro, entries: [], more: () => '', actions: [], footer: id, matters: [] };
}
