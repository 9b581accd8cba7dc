import styles from './charts.module.css'

/** So much of the colour at most: what is written on it has to be read. */
const MOST = 45

interface Props {
  /** What it shows, for readers. */
  readonly label: string
  /** Of the rows, and of the columns. */
  readonly names: readonly string[]
  /** What a cell says, and how warm it is, from 0 to 1. */
  readonly cell: (
    row: number,
    column: number,
  ) => { readonly text: string; readonly heat: number; readonly isSame: boolean }
}

/** A table of things against themselves, each cell as deep as its number; a real table, to be read as one. */
export function HeatMatrix({ label, names, cell }: Props) {
  return (
    <table className={styles['matrix']} aria-label={label}>
      <thead>
        <tr>
          <td />
          {names.map((name, column) => (
            <th key={column} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {names.map((name, row) => (
          <tr key={row}>
            <th scope="row">{name}</th>
            {names.map((_, column) => {
              const { text, heat, isSame } = cell(row, column)
              const depth = isSame ? 0 : Math.round(Math.min(1, heat) * MOST)
              return (
                <td
                  key={column}
                  className={isSame ? 'muted' : undefined}
                  style={{
                    background: `color-mix(in srgb, var(--series-1) ${depth}%, var(--surface-sunken))`,
                  }}
                >
                  {text}
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
