/** The sun over the line: what lies in the sun is seen by everybody. */
export function Mark() {
  return (
    <svg
      width="1.6em"
      height="1.6em"
      viewBox="0 0 32 32"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
    >
      <path d="M8 20a8 8 0 0 1 16 0" fill="currentColor" stroke="none" />
      <path
        d="M4 24.5h24M16 4.5v4.5M5.4 9.2l3.1 3.1M26.6 9.2l-3.1 3.1"
        strokeWidth="2.4"
        strokeLinecap="round"
      />
    </svg>
  );
}
