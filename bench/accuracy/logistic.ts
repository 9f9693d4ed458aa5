/** A labelled day as the fit sees it: few of the columns are not zero. */
export interface Row {
  columns: number[];
  values: number[];
  worked: boolean;
  weight: number;
  /** Log odds that are held against it anyway. */
  offset: number;
}

const rounds = 25;

/**
 * Logistic regression with a ridge, by Newton's method. Column 0 is the constant and is not held back. Answers a
 * coefficient a column.
 */
export function fitLogistic(rows: readonly Row[], columns: number, ridge: number): Float64Array {
  const fitted = new Float64Array(columns);
  for (let round = 0; round < rounds; round += 1) {
    const gradient = new Float64Array(columns);
    const curve = Array.from({ length: columns }, () => new Float64Array(columns));
    for (const row of rows) addRow(row, fitted, gradient, curve);
    for (let i = 0; i < columns; i += 1) {
      const held = i === 0 ? 1e-6 : ridge;
      gradient[i] = gradient[i]! - held * fitted[i]!;
      curve[i]![i] = curve[i]![i]! + held;
    }
    const step = solve(curve, gradient);
    let moved = 0;
    for (let i = 0; i < columns; i += 1) {
      fitted[i] = fitted[i]! + step[i]!;
      moved = Math.max(moved, Math.abs(step[i]!));
    }
    if (moved < 1e-4) break;
  }
  return fitted;
}

function addRow(
  { columns, values, worked, weight, offset }: Row,
  fitted: Float64Array,
  gradient: Float64Array,
  curve: readonly Float64Array[],
): void {
  let odds = offset;
  for (const [i, column] of columns.entries()) odds += fitted[column]! * values[i]!;
  const likely = 1 / (1 + Math.exp(-odds));
  const rest = weight * ((worked ? 1 : 0) - likely);
  const bend = weight * likely * (1 - likely);
  for (const [i, column] of columns.entries()) {
    gradient[column] = gradient[column]! + rest * values[i]!;
    const line = curve[column]!;
    for (const [j, other] of columns.entries()) line[other] = line[other]! + bend * values[i]! * values[j]!;
  }
}

/** Cholesky: the curve is symmetric and positive because of the ridge. */
function solve(matrix: readonly Float64Array[], right: Float64Array): Float64Array {
  const n = right.length;
  for (let i = 0; i < n; i += 1) {
    const row = matrix[i]!;
    for (let j = 0; j <= i; j += 1) {
      const other = matrix[j]!;
      let sum = row[j]!;
      for (let k = 0; k < j; k += 1) sum -= row[k]! * other[k]!;
      row[j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / other[j]!;
    }
  }
  const x = right.slice();
  for (let i = 0; i < n; i += 1) {
    for (let k = 0; k < i; k += 1) x[i] = x[i]! - matrix[i]![k]! * x[k]!;
    x[i] = x[i]! / matrix[i]![i]!;
  }
  for (let i = n - 1; i >= 0; i -= 1) {
    for (let k = i + 1; k < n; k += 1) x[i] = x[i]! - matrix[k]![i]! * x[k]!;
    x[i] = x[i]! / matrix[i]![i]!;
  }
  return x;
}
