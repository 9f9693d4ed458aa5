import { InputNumber, Switch } from 'antd';
import { useId } from 'react';
import type { ParameterValue, RuleParameter } from '../../../api/schemas/rules.ts';
import { useLanguage, useWords } from '../../language/language.tsx';
import { fromWritten, parameterUnit, toWritten, useWrittenValue } from './parameter-value.ts';
import { parameterWords } from './parameter-words.ts';
import css from './rules-page.module.css';

const dictionary = {
  zh: { configured: (value: string) => `配置文件 ${value}` },
  en: { configured: (value: string) => `configured ${value}` },
};

/** One parameter: what it does, and its value, which is marked where it is another than the configuration's. */
export function ParameterField({
  parameter,
  edited,
  locked,
  onEdit,
}: {
  parameter: RuleParameter;
  edited: ParameterValue | undefined;
  locked: boolean;
  onEdit: (value: ParameterValue) => void;
}) {
  const words = useWords(dictionary);
  const { language } = useLanguage();
  const written = useWrittenValue();
  const id = useId();
  const { path, kind, configured, least, above, most } = parameter;
  const [name, meaning] = parameterWords[path]?.[language] ?? [path, ''];
  const value = edited ?? parameter.value;
  const unit = parameterUnit(path);
  const lowest = least ?? above;
  return (
    <div className={css.parameter} data-edited={edited !== undefined}>
      <label htmlFor={id}>{name}</label>
      <p>{meaning}</p>
      <div className={css.value}>
        {kind === 'flag' ? (
          <Switch id={id} checked={value as boolean} disabled={locked} onChange={onEdit} />
        ) : (
          <InputNumber<number>
            id={id}
            value={toWritten(value as number, unit)}
            {...(lowest !== null && { min: toWritten(lowest, unit) })}
            {...(most !== null && { max: toWritten(most, unit) })}
            step={unit === 'times' || (unit === 'count' && kind === 'number') ? 0.1 : 1}
            {...(kind === 'whole' && { precision: 0 })}
            readOnly={locked}
            suffix={written.unit(unit)}
            onChange={(next) => next !== null && onEdit(fromWritten(next, unit))}
          />
        )}
        {value !== configured && <span>{words.configured(written.text(configured, unit))}</span>}
      </div>
    </div>
  );
}
