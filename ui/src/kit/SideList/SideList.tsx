// The parts of a long screen, one under another beside it: a tab list that reads as a column.
import type { ReactNode } from "react";
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from "react-aria-components";
import css from "./SideList.module.css";

export interface SideListProps<T extends string> {
  label: string;
  items: readonly { id: T; label: string; end?: ReactNode }[];
  selected: T;
  onSelect: (id: T) => void;
  children: ReactNode;
}

export function SideList<T extends string>({
  label,
  items,
  selected,
  onSelect,
  children,
}: SideListProps<T>) {
  return (
    <AriaTabs
      className={css.split}
      orientation="vertical"
      selectedKey={selected}
      onSelectionChange={(key) => {
        const chosen = items.find((item) => item.id === key);
        if (chosen) onSelect(chosen.id);
      }}
    >
      <TabList aria-label={label} className={css.list}>
        {items.map((item) => (
          <Tab key={item.id} id={item.id} className={css.item}>
            <span>{item.label}</span>
            {item.end !== undefined && <span className={css.end}>{item.end}</span>}
          </Tab>
        ))}
      </TabList>
      <TabPanel key={selected} id={selected} className={css.panel}>
        {children}
      </TabPanel>
    </AriaTabs>
  );
}
