// A supervisor sees what each laptop held, and says that one is lost, and that it was found.
import { beforeAll, test } from "vitest";
import { ines, type Seat } from "./support/bridge";
import { isAccessible } from "./support/looks";
import { seatOf, Stage } from "./support/stage";

const stage = Stage.set();
const ruth = "Ruth Amat";
let seat: Seat;
let supervisor: Seat;

beforeAll(async () => {
  const made = await stage.world.of({ satchels: [ines, ruth] });
  seat = seatOf(made, ines);
  supervisor = seatOf(made, ruth);
  await stage.world.caughtUp(seat);
});

test("a supervisor sees what a laptop held and says that it is lost, and that it was found", async () => {
  const person = await stage.sits(supervisor);
  await person.goes("settings");
  await person.presses("settings.devicesOpen");
  await person.sees("devices.inUse");
  await isAccessible(person.page, "everything");
  const hers = person.page.getByRole("listitem").filter({ hasText: ines });
  await hers
    .getByRole("button", { name: person.say("devices.say.lost") })
    .first()
    .click();
  await person.sees("devices.ask.lost");
  await person.presses("devices.yes");
  await person.sees("devices.standing.lost");
  await isAccessible(person.page, "everything");
  await person.presses("devices.say.found");
  await person.presses("devices.yes");
  await person.page.getByText(person.say("devices.standing.lost")).waitFor({ state: "detached" });
  await person.leaves();
});
