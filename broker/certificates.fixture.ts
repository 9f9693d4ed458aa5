import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
const days = ['-days', '2'];

/**
 * Throw-away certificates in PEM, `NAME.crt` and `NAME.key`: an authority `ca`, a `server` at 127.0.0.1, and a client that
 * is `M1`; and a `stranger` who calls itself M1 too and has signed that itself.
 */
export function makeCertificates(directory: string): void {
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: directory, stdio: 'ignore' });
  const signItself = (name: string, subject: string) => {
    const files = ['-keyout', `${name}.key`, '-out', `${name}.crt`];
    openssl('req', '-x509', ...key, ...files, '-subj', `/CN=${subject}`, ...days);
  };
  const signByAuthority = (name: string, subject: string) => {
    const request = `${name}.csr`;
    openssl('req', ...key, '-keyout', `${name}.key`, '-out', request, '-subj', `/CN=${subject}`);
    const authority = ['-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial'];
    openssl('x509', '-req', '-in', request, ...authority, '-out', `${name}.crt`, ...days, '-extfile', 'san');
  };
  writeFileSync(join(directory, 'san'), 'subjectAltName=IP:127.0.0.1,DNS:localhost');
  signItself('ca', 'authority');
  signItself('stranger', 'M1');
  signByAuthority('server', 'localhost');
  signByAuthority('M1', 'M1');
}
