import type { ProjectDetail } from '../../api/schemas/project.ts';
import { useWords } from '../language/language.tsx';
import { Panel } from '../look/panel.tsx';
import { type CameraKind, cameraKind, isMixedContent } from './camera-kind.ts';
import { LiveFrames } from './live-frames.tsx';
import { LiveStream } from './live-stream.tsx';
import css from './live-view.module.css';

const dictionary = {
  zh: {
    title: '项目实况',
    frame: (name: string) => `${name}的现场画面`,
    none: '画面暂时取不到，正在重试。',
    open: '打开实况页面',
    apart: '在新窗口打开',
    mixed:
      '本页经 HTTPS 打开，浏览器不显示 HTTP 地址的画面。请在台账中登记摄像头的 HTTPS 地址，或在新窗口打开。',
    device: '浏览器不能直接播放此地址，请用视频平台打开：',
  },
  en: {
    title: 'Live view',
    frame: (name: string) => `The site of ${name}`,
    none: 'No picture at the moment; it is tried again.',
    open: 'Open the live page',
    apart: 'Open in a window of its own',
    mixed:
      "This page came by HTTPS, so the browser shows no picture from an HTTP address. Register the camera's HTTPS address, or open it in a window of its own.",
    device: 'A browser cannot play this address; open it on the video platform:',
  },
};

/** 项目实况连线: pictures one by one, a stream that is played, or a page to open. */
export function LiveView({ project }: { project: ProjectDetail }) {
  const words = useWords(dictionary);
  const { camera } = project;
  if (camera === null) return null;
  const kind = cameraKind(camera);
  return (
    <Panel title={words.title} data-testid="live-view">
      {(kind === 'picture' || kind === 'stream') && isMixedContent(camera, location.protocol) ? (
        <p className={css.device}>{words.mixed}</p>
      ) : (
        <Picture kind={kind} address={camera} label={words.frame(project.name)} none={words.none} />
      )}
      {kind === 'device' ? (
        <p className={css.device}>
          {words.device} <code>{camera}</code>
        </p>
      ) : (
        <a className={`${css.link} not-printed`} href={camera} target="_blank" rel="noreferrer">
          {kind === 'link' ? words.open : words.apart}
        </a>
      )}
    </Panel>
  );
}

function Picture({ kind, ...camera }: { kind: CameraKind; address: string; label: string; none: string }) {
  if (kind === 'picture') return <LiveFrames {...camera} />;
  return kind === 'stream' ? <LiveStream {...camera} /> : null;
}
