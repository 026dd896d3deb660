import { expect, test } from "vitest";
import { mayCall } from "./ContactRule";
import { askOf, emptyRight } from "./right";

const today = "2026-02-10";

test("only what its kind takes is sent", () => {
  const form = { ...emptyRight(today), about: "goal", phone: "510", representative: "Rosa" };
  expect(askOf("m", form)).toMatchObject({
    about: null,
    restriction: null,
    contact: null,
    representative: "",
  });
  expect(askOf("m", { ...form, kind: "amend" })?.about).toBe("goal");
  expect(askOf("m", { ...form, kind: "restrict" })?.restriction).toMatchObject({
    about: null,
    toKind: "plan",
  });
  expect(askOf("m", { ...form, kind: "contact_otherwise" })?.contact).toMatchObject({
    phone: "510",
  });
  expect(askOf("m", { ...form, on: "" })).toBeNull();
});

test("a number she did not name is not called", () => {
  const rule = { confidential: false, phone: "(510) 555-0199" };
  expect(mayCall(null, "1")).toBe(true);
  expect(mayCall(rule, "510 555 0199")).toBe(true);
  expect(mayCall(rule, "510 555 0100")).toBe(false);
  expect(mayCall({ confidential: false, never: ["phone"] }, "510 555 0199")).toBe(false);
});
