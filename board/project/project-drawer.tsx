import { useLayoutEffect, useRef } from 'react';
import { Link } from 'react-router';
import { useWords } from '../language/language.tsx';
import css from './project-drawer.module.css';
import { ProjectView } from './project-view.tsx';

const dictionary = {
  zh: { dialog: '项目详情', close: '关闭', page: '打开项目页' },
  en: { dialog: 'Project', close: 'Close', page: 'Open its page' },
};

/** A project beside the city: the wall stays in sight. */
export function ProjectDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const words = useWords(dictionary);
  const dialog = useRef<HTMLDialogElement>(null);

  // Closed while it still stands in the page: only then the focus goes back to where it was.
  useLayoutEffect(() => {
    const element = dialog.current!;
    if (!element.open) element.showModal();
    return () => element.close();
  }, []);

  return (
    <dialog
      ref={dialog}
      className={css.drawer}
      aria-label={words.dialog}
      data-testid="project-drawer"
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      // The backdrop belongs to the dialog's own box; a click on anything inside has another target.
      onPointerDown={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <div className={css.inside}>
        <div className={css.bar}>
          <Link to={`/projects/${encodeURIComponent(id)}`}>{words.page}</Link>
          <button type="button" onClick={onClose} aria-label={words.close}>
            ✕
          </button>
        </div>
        <ProjectView key={id} id={id} heading="h2" brief />
      </div>
    </dialog>
  );
}
