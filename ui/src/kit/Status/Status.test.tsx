import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { makeWorld, show } from "../../tests/world";
import { Status, StatusMark, statusWord } from "./Status";
import type { GlyphKind } from "./Glyph";

function isGlyph(kind: string): kind is GlyphKind {
  return kind in statusWord;
}
const kinds = Object.keys(statusWord).filter(isGlyph);

test("every status has a shape and a word of its own", () => {
  show(
    <>
      {kinds.map((kind) => (
        <Status key={kind} kind={kind} />
      ))}
    </>,
  );
  const all = [...document.querySelectorAll("[data-status]")];
  const words = all.map((status) => status.textContent);
  const shapes = all.map((status) => status.querySelector("svg")?.innerHTML);
  expect(new Set(words).size).toBe(14);
  expect(new Set(shapes).size).toBe(14);
});

test("not known is never drawn as no", () => {
  show(
    <>
      <Status kind="unknown" />
      <Status kind="noNeed" />
    </>,
    makeWorld({}, "es-US"),
  );
  expect(screen.getByText("No se sabe")).toBeDefined();
  expect(screen.getByText("Sin necesidad")).toBeDefined();
});

test("a shape without a visible word still says it", () => {
  show(<StatusMark kind="unsent" />);
  expect(screen.getByText("In your satchel").className).toBe("sr");
});
