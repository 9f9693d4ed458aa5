import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Select, Table } from 'antd';
import { useMemo, useState } from 'react';
import type { ProjectItem } from '../../api/schemas/project.ts';
import type { OneTimePassword, UserChange, UserList } from '../../api/schemas/user.ts';
import type { Role } from '../language/field.ts';
import { useWords } from '../language/language.tsx';
import { terms } from '../language/terms.ts';
import { CsvButton } from '../look/csv-button.tsx';
import { ErrorNotice, Loading } from '../look/notice.tsx';
import { PageHead } from '../look/page-head.tsx';
import { ScrollRegion } from '../look/scroll-region.tsx';
import { useProjects, useUsers } from '../server/answers.ts';
import { keys } from '../server/query-keys.ts';
import { send } from '../server/request.ts';
import css from './users-page.module.css';

const dictionary = {
  zh: {
    title: '用户',
    lead: '区县与部门只看到、只能处理自己的项目。',
    name: '用户名',
    role: '角色',
    scope: '所属',
    first: '待改初始密码',
    yes: '是',
    put: '添加或重置',
    password: (name: string) => `${name} 的一次性密码，只显示这一次：`,
    names: (name: string) => `用户名 ${name} 已存在：角色会改变，密码会重置。`,
  },
  en: {
    title: 'Users',
    lead: 'A district or department sees and acts on its own projects only.',
    name: 'User',
    role: 'Role',
    scope: 'Of',
    first: 'First password not changed',
    yes: 'yes',
    put: 'Add or reset',
    password: (name: string) => `One-time password of ${name}, shown only now:`,
    names: (name: string) => `${name} is there: the role changes and the password is reset.`,
  },
};

const noProjects: ProjectItem[] = [];

/** Who may enter, in which role; a new one gets a password that works once. */
export function UsersPage() {
  const words = useWords(dictionary);
  const { role } = useWords(terms);
  const answer = useUsers();
  if (answer.isError) return <ErrorNotice error={answer.error} retry={() => void answer.refetch()} />;
  if (answer.data === undefined) return <Loading />;
  return (
    <>
      <PageHead title={words.title} lead={words.lead}>
        <CsvButton
          name={words.title}
          table={() => ({
            columns: [words.name, words.role, words.scope, words.first],
            rows: answer.data.users.map((user) => [
              user.name,
              role[user.role],
              user.scope,
              user.mustChangePassword ? words.yes : null,
            ]),
          })}
        />
      </PageHead>
      <NewUser users={answer.data.users} />
      <ScrollRegion label={words.title}>
        <Table
          rowKey="name"
          size="middle"
          pagination={false}
          dataSource={answer.data.users}
          columns={[
            { title: words.name, dataIndex: 'name' },
            { title: words.role, dataIndex: 'role', render: (value: Role) => role[value] },
            { title: words.scope, dataIndex: 'scope' },
            {
              title: words.first,
              dataIndex: 'mustChangePassword',
              render: (must: boolean) => must && words.yes,
            },
          ]}
        />
      </ScrollRegion>
    </>
  );
}

function NewUser({ users }: { users: UserList['users'] }) {
  const words = useWords(dictionary);
  const { role: roleNames } = useWords(terms);
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('viewer');
  const [scope, setScope] = useState<string | null>(null);
  const scopes = useScopes(role);
  const put = useMutation({
    mutationFn: (user: UserChange & { name: string }) =>
      send<OneTimePassword>('PUT', `/users/${encodeURIComponent(user.name)}`, {
        role: user.role,
        scope: user.scope,
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.users }),
  });
  const complete = name.trim() !== '' && (scopes.length === 0 || scope !== null);
  return (
    <div className={css.new}>
      <Input
        aria-label={words.name}
        placeholder={words.name}
        value={name}
        maxLength={64}
        onChange={(event) => setName(event.target.value)}
        className={css.name ?? ''}
      />
      <Select
        aria-label={words.role}
        value={role}
        options={Object.entries(roleNames).map(([value, label]) => ({ value: value as Role, label }))}
        onChange={(next) => {
          setRole(next);
          setScope(null);
        }}
        className={css.role ?? ''}
      />
      {scopes.length > 0 && (
        <Select
          aria-label={words.scope}
          placeholder={words.scope}
          value={scope}
          options={scopes}
          showSearch={{ optionFilterProp: 'label' }}
          onChange={setScope}
          className={css.scope ?? ''}
        />
      )}
      <Button
        type="primary"
        disabled={!complete}
        loading={put.isPending}
        onClick={() => put.mutate({ name: name.trim(), role, scope })}
      >
        {words.put}
      </Button>
      {users.some((user) => user.name === name.trim()) && (
        <p className={css.note}>{words.names(name.trim())}</p>
      )}
      {put.error && (
        <p role="alert" className={css.error}>
          {put.error.message}
        </p>
      )}
      {put.data && (
        <p role="status" className={css.password}>
          {words.password(put.variables.name)} <code>{put.data.password}</code>
        </p>
      )}
    </div>
  );
}

/** The districts or departments that a role may be of; empty for a role that sees the whole city. */
function useScopes(role: Role): { value: string; label: string }[] {
  const projects = useProjects().data?.projects ?? noProjects;
  return useMemo(() => {
    if (role !== 'district' && role !== 'department') return [];
    const named = new Map(projects.map((project) => [project[role].id, project[role].name]));
    return [...named].map(([value, label]) => ({ value, label }));
  }, [projects, role]);
}
