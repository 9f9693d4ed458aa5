import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import type { ChannelList, ChannelTestOutcome } from '../../api/schemas/act.ts';
import { useWords } from '../language/language.tsx';
import { ErrorNotice } from '../look/notice.tsx';
import { useSession } from '../server/answers.ts';
import { useChannels } from '../server/page-answers.ts';
import { send } from '../server/request.ts';
import css from './duty-page.module.css';
import { offers } from './rights.ts';

const dictionary = {
  zh: {
    title: '渠道测试',
    lead: '发一封写明是测试的通知，看渠道是否通。',
    target: '收件人',
    test: '发测试',
    outcome: { delivered: '送达', postponed: '稍后再试', refused: '被拒', full: '渠道正忙' } as Record<
      string,
      string
    >,
  },
  en: {
    title: 'Test of the channels',
    lead: 'Sends a letter that says it is a test, to see whether it arrives.',
    target: 'To whom',
    test: 'Send a test',
    outcome: {
      delivered: 'delivered',
      postponed: 'later again',
      refused: 'refused',
      full: 'the channel is busy',
    } as Record<string, string>,
  },
};

/** Whether each channel of the configuration works, tried by those who may. */
export function ChannelTests() {
  const words = useWords(dictionary);
  const may = offers(useSession().data, 'channels');
  const channels = useChannels(may).data?.channels ?? [];
  if (channels.length === 0) return null;
  return (
    <section className={`${css.part} not-printed`} data-testid="channel-tests">
      <header className={css.head}>
        <div>
          <h2>{words.title}</h2>
          <p>{words.lead}</p>
        </div>
      </header>
      <ul className={css.lines}>
        {channels.map((channel) => (
          <ChannelTest key={channel.name} channel={channel} words={words} />
        ))}
      </ul>
    </section>
  );
}

function ChannelTest({
  channel: { name, type },
  words,
}: {
  channel: ChannelList['channels'][number];
  words: typeof dictionary.zh;
}) {
  const [target, setTarget] = useState('');
  const test = useMutation({
    mutationFn: () =>
      send<ChannelTestOutcome>('POST', `/channels/${encodeURIComponent(name)}/test`, {
        target: target.trim(),
      }),
  });
  return (
    <li>
      <strong>
        {name} <small>{type}</small>
      </strong>
      <div className={css.test}>
        <Input
          aria-label={`${name}: ${words.target}`}
          placeholder={words.target}
          value={target}
          maxLength={200}
          onChange={(event) => setTarget(event.target.value)}
        />
        <Button
          aria-label={`${name}: ${words.test}`}
          disabled={target.trim() === ''}
          loading={test.isPending}
          onClick={() => test.mutate()}
        >
          {words.test}
        </Button>
        <span role="status">
          {test.data && `${words.outcome[test.data.outcome]} ${test.data.detail ?? ''}`}
        </span>
        {test.error && <ErrorNotice error={test.error} />}
      </div>
    </li>
  );
}
