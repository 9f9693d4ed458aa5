import { useLocation, useSearchParams } from 'react-router';
import type { SignInFault } from '../../api/schemas/session.ts';
import { useSentence, useWords } from '../language/language.tsx';
import { useSignInWays } from '../server/answers.ts';
import { address } from '../server/request.ts';
import css from './gate.module.css';

const dictionary = {
  zh: {
    or: '或',
    faults: {
      'provider-unreachable': '统一认证服务没有应答，请稍后再试，或用密码登录。',
      'provider-refused': '统一认证没有成功，请再试一次。',
      'departure-forgotten': '登录等待过久或在别的窗口开始，请再试一次。',
      'no-name': '统一认证没有给出可用的用户名，请联系管理员。',
      'no-role': '您的账号在本系统没有角色，请联系管理员。',
      'no-scope': '您的账号没有对应的区县或部门，请联系管理员。',
      'name-taken': '同名用户已存在，请联系管理员。',
    } as Record<SignInFault, string>,
  },
  en: {
    or: 'or',
    faults: {
      'provider-unreachable': 'The sign-in service does not answer; try again later, or use a password.',
      'provider-refused': 'The sign-in did not succeed; try again.',
      'departure-forgotten': 'The sign-in took too long or began in another window; try again.',
      'no-name': 'The sign-in service gave no name that can be used; ask an administrator.',
      'no-role': 'Your account has no role here; ask an administrator.',
      'no-scope': 'Your account belongs to no district or department here; ask an administrator.',
      'name-taken': 'There is another user of this name; ask an administrator.',
    },
  },
};

/** The way in by the city's own accounts, where there is one; a browser leaves the board for it and comes back. */
export function SignInElsewhere() {
  const words = useWords(dictionary);
  const sentence = useSentence();
  const openId = useSignInWays().data?.openId;
  const { pathname, search } = useLocation();
  const fault = useSignInFault();
  const back = new URLSearchParams(search);
  back.delete('sign-in');
  const to = back.size === 0 ? pathname : `${pathname}?${back}`;
  return (
    <>
      {fault !== null && (
        <p className={css.error} role="alert">
          {words.faults[fault]}
        </p>
      )}
      {openId && (
        <>
          <p className={css.or}>{words.or}</p>
          <a className={css.elsewhere} href={address('/session/openid', { to })}>
            {sentence(openId.label)}
          </a>
        </>
      )}
    </>
  );
}

/** Why a sign-in elsewhere just led back without a session; null: none did. */
export function useSignInFault(): SignInFault | null {
  const said = useSearchParams()[0].get('sign-in');
  return said !== null && said in dictionary.zh.faults ? (said as SignInFault) : null;
}
