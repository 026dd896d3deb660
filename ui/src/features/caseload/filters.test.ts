import { expect, test } from "vitest";
import { shortSite } from "./filters";

test("a row has room for the first words of a place", () => {
  expect(shortSite("Casa Abril shelter, hall B. Ask for Mrs. Leung.")).toBe("Casa Abril shelter");
  expect(shortSite("Cedar St.")).toBe("Cedar St");
  expect(shortSite("")).toBe("");
});
