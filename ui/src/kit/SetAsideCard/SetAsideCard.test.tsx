import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { show } from "../../tests/world";
import { Button } from "../Button/Button";
import { SetAsideCard, type SetAsideLine } from "./SetAsideCard";

const due: SetAsideLine = { id: "due", label: "by when", value: "Feb 20", now: "Feb 12" };

function card(lines: readonly SetAsideLine[], may = true) {
  return (
    <SetAsideCard
      about="Gloria Fuentes, Task"
      why="Deborah wrote this after the member had gone to somebody else."
      lines={lines}
      nothing="What it says cannot be shown here."
      nowLabel="On the record now"
      who="Deborah"
      when="Written Mon 3:10 pm"
      actions={may && <Button>File it</Button>}
      until="Inés decides."
    />
  );
}

test("what was written stands beside what is on the record", () => {
  show(card([due, { id: "what", label: "what is to be done", value: "Call" }]));
  for (const text of ["Feb 20", "Feb 12", "Call"]) expect(screen.getByText(text)).toBeDefined();
  expect(screen.getAllByText("On the record now")).toHaveLength(1);
  expect(screen.getByRole("button", { name: "File it" })).toBeDefined();
});

test("what cannot be shown is said, and who may not decide has no buttons", () => {
  show(card([], false));
  expect(screen.getByText("What it says cannot be shown here.")).toBeDefined();
  expect(screen.queryAllByRole("button")).toEqual([]);
});
