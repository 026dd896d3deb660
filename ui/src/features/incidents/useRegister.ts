// Writes in the register. Somebody may have written there since: then it is asked for anew, and what was typed stays.
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { RequestOf } from "../../contract/ask";
import { invalidate, useTell, type Teller } from "../../contract/query";

export function useRegister(): Teller<"incidents.write"> {
  const client = useQueryClient();
  const teller = useTell("incidents.write");
  const [looking, setLooking] = useState(false);
  const tell = async (body: RequestOf<"incidents.write">) => {
    // Nobody saves again before she has seen what is there now.
    setLooking(true);
    const told = await teller.tell(body);
    if ("failure" in told && told.failure.code === "incident_not_seen") {
      await invalidate(client, ["devices"]);
    }
    setLooking(false);
    return told;
  };
  return { ...teller, tell, busy: teller.busy || looking };
}
