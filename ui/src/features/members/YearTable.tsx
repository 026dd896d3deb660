// The year as numbers, newest month first.
import { useWords } from "../../words/words";
import type { MonthCounts } from "./lanes";
import css from "./Timeline.module.css";

const columns = ["emergency", "nights", "inPerson", "remote", "tried"] as const;

export function YearTable({ rows }: { rows: readonly MonthCounts[] }) {
  const { say, locale, number } = useWords();
  const format = new Intl.DateTimeFormat(locale, {
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });
  return (
    <div className={css.tableBox}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{say("member.column.month")}</th>
            {columns.map((column) => (
              <th key={column} scope="col" className={css.end}>
                {say(`member.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.month}>
              <th scope="row">{format.format(new Date(`${row.month}-01T00:00:00Z`))}</th>
              {columns.map((column) => (
                <td key={column} className={css.end}>
                  {number(row[column])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
