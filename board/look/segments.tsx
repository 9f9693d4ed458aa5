import css from './segments.module.css';

/** One of a few: a row of radio buttons that looks like a switch. */
export function Segments<Word extends string>({
  label,
  options,
  value,
  onChange,
}: {
  label: string;
  options: readonly { value: Word; label: string }[];
  value: Word;
  onChange: (value: Word) => void;
}) {
  return (
    <fieldset className={`${css.segments} not-printed`}>
      <legend className="only-spoken">{label}</legend>
      {options.map((option) => (
        <label key={option.value} data-chosen={option.value === value}>
          <input
            type="radio"
            className="only-spoken"
            name={label}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}
