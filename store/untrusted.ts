/** Node's codes of a certificate that it does not take (https://nodejs.org/api/tls.html#x509-certificate-error-codes). */
const codes = /^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|ERR_TLS_CERT_)/;

/** True of an error by which a connection ended because of the server's certificate. */
export function isUntrusted(error: unknown): boolean {
  return error instanceof Error && 'code' in error && codes.test(String(error.code));
}
