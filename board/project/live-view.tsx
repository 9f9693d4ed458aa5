import { useEffect, useRef, useState } from 'react';
import type { ProjectDetail } from '../../api/schemas/project.ts';
import { useWords } from '../language/language.tsx';
import { Panel } from '../look/panel.tsx';
import css from './live-view.module.css';

const dictionary = {
  zh: {
    title: '项目实况',
    frame: (name: string) => `${name}的现场画面`,
    none: '画面暂时取不到，正在重试。',
    open: '打开实况页面',
  },
  en: {
    title: 'Live view',
    frame: (name: string) => `The site of ${name}`,
    none: 'No picture at the moment; it is tried again.',
    open: 'Open the live page',
  },
};

const pictureForm = /\.(svg|jpe?g|png|webp)(\?|$)/i;

/** 项目实况连线: a picture address is asked for again every few moments; any other is a page to open. */
export function LiveView({ project }: { project: ProjectDetail }) {
  const words = useWords(dictionary);
  if (project.camera === null) return null;
  return (
    <Panel title={words.title} data-testid="live-view">
      {pictureForm.test(project.camera) ? (
        <Frames address={project.camera} label={words.frame(project.name)} none={words.none} />
      ) : (
        <a className={css.link} href={project.camera} target="_blank" rel="noreferrer">
          {words.open}
        </a>
      )}
    </Panel>
  );
}

const frameMs = 2_000;
const retryMs = 15_000;

function Frames({ address, label, none }: { address: string; label: string; none: string }) {
  const picture = useRef<HTMLImageElement>(null);
  const [frame, setFrame] = useState(0);
  const [failed, setFailed] = useState(false);

  useEffect(() => {
    // The next is asked for when this one has come, never faster; a page that nobody sees asks for none.
    const next = () => {
      if (document.visibilityState === 'visible' && picture.current?.complete) setFrame((count) => count + 1);
    };
    const timer = setInterval(next, failed ? retryMs : frameMs);
    return () => clearInterval(timer);
  }, [failed]);

  return (
    <div className={css.frame}>
      {failed && <p>{none}</p>}
      <img
        ref={picture}
        alt={label}
        hidden={failed}
        src={`${address}${address.includes('?') ? '&' : '?'}t=${frame}`}
        onLoad={() => setFailed(false)}
        onError={() => setFailed(true)}
      />
    </div>
  );
}
