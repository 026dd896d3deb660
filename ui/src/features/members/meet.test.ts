import { expect, test } from "vitest";
import { hasName, mayLook, nobody, saidOf } from "./meet";

test("a_day_that_is_not_one_is_not_said", () => {
  expect(saidOf({ ...nobody, given: "Ana" })).toEqual({
    given: "Ana",
    family: "",
    called: "",
    birthDate: null,
    cin: "",
    phone: "",
    place: "",
  });
  expect(saidOf({ ...nobody, birthDate: "1990-06-15" }).birthDate).toBe("1990-06-15");
});

test("a_name_or_how_one_would_know_her_is_enough_and_a_place_is_not", () => {
  expect(hasName({ ...nobody, called: "red scarf" })).toBe(true);
  expect(hasName({ ...nobody, given: "  ", place: "under the bridge" })).toBe(false);
  expect(mayLook({ ...nobody, cin: "9" })).toBe(true);
  expect(mayLook(nobody)).toBe(false);
});
