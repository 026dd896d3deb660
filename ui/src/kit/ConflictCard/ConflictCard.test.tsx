import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { show } from "../../tests/world";
import { ConflictCard } from "./ConflictCard";

const answers = [
  { id: "a", value: "(530) 555-0177", who: "You", when: "Mon 3:10 pm", use: "Use yours" },
  { id: "b", value: "(530) 555-0119", who: "Deborah", when: "Mon 4:20 pm", use: "Use Deborah’s" },
];

function card(onChoose?: (id: string) => void) {
  return (
    <ConflictCard
      question="Gloria Fuentes, telephone"
      startedFromLabel="You both started from"
      startedFrom="(530) 555-0142"
      answers={answers}
      onChoose={onChoose}
      until="Until you choose, both answers show."
    />
  );
}

test("both answers are shown, with what they started from", () => {
  show(card());
  for (const text of ["(530) 555-0142", "(530) 555-0177", "(530) 555-0119"]) {
    expect(screen.getByText(text)).toBeDefined();
  }
});

test("choosing one names that one", async () => {
  const chosen = vi.fn<(id: string) => void>();
  show(card(chosen));
  await userEvent.click(screen.getByRole("button", { name: "Use Deborah’s" }));
  expect(chosen.mock.calls).toEqual([["b"]]);
});

test("the two buttons look the same: no side is recommended", () => {
  show(card(() => undefined));
  const looks = screen.getAllByRole("button").map((button) => button.className);
  expect(new Set(looks).size).toBe(1);
});

test("who may not choose has no buttons", () => {
  show(card());
  expect(screen.queryAllByRole("button")).toEqual([]);
});
