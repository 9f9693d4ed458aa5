import { useParams } from 'react-router';
import css from './project-page.module.css';
import { ProjectView } from './project-view.tsx';

export function ProjectPage() {
  const { id } = useParams();
  return (
    <div className={css.page}>
      <ProjectView key={id} id={id!} heading="h1" />
    </div>
  );
}
