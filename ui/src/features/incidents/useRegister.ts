// Writes in the register. Somebody may have written there since: then it is asked for anew, and what was typed stays.
import { useQueryClient } from "@tanstack/react-query";
import type { RequestOf } from "../../contract/ask";
import { invalidate, useTell, type Teller } from "../../contract/query";

export function useRegister(): Teller<"incidents.write"> {
  const client = useQueryClient();
  const teller = useTell("incidents.write");
  const tell = async (body: RequestOf<"incidents.write">) => {
    const told = await teller.tell(body);
    if ("failure" in told && told.failure.code === "incident_not_seen") {
      await invalidate(client, ["devices"]);
    }
    return told;
  };
  return { ...teller, tell };
}
