// Rows to be scanned and opened. Arrow keys walk, Enter opens. Tablet leaves out what can wait;
// below 800 px a row becomes two columns of short lines.
import type { ReactNode } from "react";
import {
  Cell,
  Column,
  Row,
  Table as AriaTable,
  TableBody,
  TableHeader,
} from "react-aria-components";
import { cx } from "../cx";
import css from "./Table.module.css";

export interface TableColumn<C extends string = string> {
  id: C;
  label: string;
  align?: "end";
  /** tablet: only where there is room · narrow: not below 800 px */
  hide?: "tablet" | "narrow";
}

export interface TableProps<R, C extends string> {
  label: string;
  /** The first column names the row. */
  columns: readonly TableColumn<C>[];
  rows: readonly R[];
  rowId: (row: R) => string;
  /** What a screen reader and type-ahead call the row. */
  rowText: (row: R) => string;
  cell: (row: R, column: C) => ReactNode;
  onOpen?: (row: R) => void;
}

export function Table<R, C extends string>({
  label,
  columns,
  rows,
  rowId,
  rowText,
  cell,
  onOpen,
}: TableProps<R, C>) {
  const hidden = (column: TableColumn<C>) => column.hide && css[column.hide];
  return (
    <AriaTable
      aria-label={label}
      className={css.table}
      onRowAction={(key) => {
        const row = rows.find((each) => rowId(each) === key);
        if (row) onOpen?.(row);
      }}
    >
      <TableHeader>
        {columns.map((column, index) => (
          <Column
            key={column.id}
            id={column.id}
            isRowHeader={index === 0}
            className={cx(css.head, column.align && css.end, hidden(column))}
          >
            {column.label}
          </Column>
        ))}
      </TableHeader>
      <TableBody>
        {rows.map((row) => (
          <Row
            key={rowId(row)}
            id={rowId(row)}
            textValue={rowText(row)}
            className={cx(css.row, onOpen && css.opens)}
          >
            {columns.map((column) => (
              <Cell
                key={column.id}
                className={cx(css.cell, column.align && css.end, hidden(column))}
              >
                {cell(row, column.id)}
              </Cell>
            ))}
          </Row>
        ))}
      </TableBody>
    </AriaTable>
  );
}
